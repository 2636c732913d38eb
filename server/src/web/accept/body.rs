//! The body of a request, as fast as its client sends it, but no slower than the least pace.

use super::{pace::Pace, places::Turn};
use axum::BoxError;
use bytes::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

/// A body whose client is given up when it is too slow.
pub(super) struct PacedBody {
    body: Incoming,
    turn: Arc<Turn>,
    pace: Pace,
}

impl PacedBody {
    pub(super) fn new(body: Incoming, turn: Arc<Turn>) -> PacedBody {
        PacedBody {
            body,
            turn,
            pace: Pace::default(),
        }
    }
}

impl Body for PacedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) else {
            let this = &mut *self;
            let late = ready!(this.pace.poll_late(&this.turn, context));
            return Poll::Ready(Some(Err(late.into())));
        };
        let bytes = match &frame {
            Some(Ok(frame)) => frame.data_ref().map_or(0, Bytes::len),
            _ => 0,
        };
        self.pace.moved(bytes);
        self.turn.is_ours();
        Poll::Ready(frame.map(|frame| frame.map_err(BoxError::from)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
