//! A connection whose client is given up when it takes what we send too slowly.

use super::{HEAD_TIME, pace::Pace, places::Turn};
use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::Instant,
};

/// The connection.
pub(super) struct PacedStream {
    stream: TcpStream,
    turn: Arc<Turn>,
    pace: Pace,
}

impl PacedStream {
    pub(super) fn new(stream: TcpStream, turn: Arc<Turn>) -> PacedStream {
        PacedStream {
            stream,
            turn,
            pace: Pace::default(),
        }
    }

    /// What came of a write, held against the least pace.
    fn paced(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        let Poll::Ready(written) = written else {
            let late = ready!(self.pace.poll_late(&self.turn, context));
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::TimedOut, late)));
        };
        self.pace.moved(*written.as_ref().unwrap_or(&0));
        self.turn.is_the_clients(Instant::now() + HEAD_TIME);
        Poll::Ready(written)
    }
}

impl AsyncRead for PacedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for PacedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.paced(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, pieces);
        self.paced(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// Asked once all was written: what comes next has a pace of its own.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.pace = Pace::default();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
