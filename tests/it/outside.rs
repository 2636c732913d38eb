//! What the internet meets: the headers of every answer, every way of asking every route, posts
//! from elsewhere, broken HTTP, and the JSON API as it is described.

mod answer;
mod api;
mod headers;
mod kinds;
mod letters;
mod methods;
mod origins;
mod shapes;
mod unread;
