//! Taking a file in: its name is read, its bytes are sealed and looked at as they come, and what
//! is not taken leaves nothing behind.

use super::{FileName, FileProblem, content::Look};
use crate::store::{FileAbout, Scoped, SealedFile, StoreError};
use bytes::Bytes;
use fourlens_app::portal::ReturnId;
use futures::{Stream, StreamExt};

/// What came of a file.
pub enum Received {
    /// It is sealed, and may be kept.
    Sealed(SealedFile, FileAbout),
    /// It is not taken.
    Refused(FileProblem),
}

/// Why a file did not come in whole.
#[derive(Debug)]
pub enum Broken<E> {
    /// What it came from ended early.
    Source(E),
    /// It could not be stored.
    Store(StoreError),
}

/// Takes a file in for a return, up to so many bytes. A file that is not taken is read to its end
/// all the same, so that whoever sends it hears why. None when the return is out of reach.
///
/// # Errors
/// When its bytes do not all come, or cannot be stored.
pub async fn receive<E>(
    scope: &Scoped,
    of: ReturnId,
    given_name: &str,
    most: u64,
    mut body: impl Stream<Item = Result<Bytes, E>> + Unpin,
) -> Result<Option<Received>, Broken<E>> {
    let name = match FileName::read(given_name) {
        Ok(name) => name,
        Err(problem) => return drained(body, problem).await,
    };
    let Some(mut incoming) = scope.incoming_file(of).await.map_err(Broken::Store)? else {
        return Ok(None);
    };
    let mut look = Look::default();
    while let Some(piece) = body.next().await {
        let piece = match piece {
            Ok(piece) => piece,
            Err(cause) => {
                incoming.abort().await;
                return Err(Broken::Source(cause));
            }
        };
        if incoming.bytes() + piece.len() as u64 > most {
            incoming.abort().await;
            return drained(body, FileProblem::TooLarge(most)).await;
        }
        look.take(&piece);
        if let Err(cause) = incoming.push(&piece).await {
            incoming.abort().await;
            return Err(Broken::Store(cause));
        }
    }
    if let Some(problem) = look.problem(&name) {
        incoming.abort().await;
        return Ok(Some(Received::Refused(problem)));
    }
    let sealed = incoming.finish().await.map_err(Broken::Store)?;
    let about = FileAbout {
        media_type: name.kind.media_type().to_string(),
        name: name.name,
    };
    Ok(Some(Received::Sealed(sealed, about)))
}

async fn drained<E>(
    mut body: impl Stream<Item = Result<Bytes, E>> + Unpin,
    problem: FileProblem,
) -> Result<Option<Received>, Broken<E>> {
    while let Some(piece) = body.next().await {
        piece.map_err(Broken::Source)?;
    }
    Ok(Some(Received::Refused(problem)))
}
