//! Tests live beside this.
