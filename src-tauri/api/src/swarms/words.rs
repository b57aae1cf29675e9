//! Refusals of swarms in the words of screens.

use run_host::SwarmError;
use run_store::StoreError;
use swarm::{Refusal, SwarmRejection};

use crate::contract::{ApiError, ErrorCode};
use crate::studio::{sentence, store_failed};

/// Why the host could not do with a swarm what was asked.
pub(crate) fn swarm_failed(error: SwarmError) -> ApiError {
    match error {
        SwarmError::Store(StoreError::UnknownSwarm(swarm)) => {
            ApiError::new(ErrorCode::NotFound, format!("There is no swarm {swarm}."))
        }
        SwarmError::Store(error) => store_failed(error),
        SwarmError::Rejected(rejection) => {
            let code = match &rejection {
                SwarmRejection::Refused { refusal, .. } => code_of(refusal),
                SwarmRejection::Broken(_) => ErrorCode::Internal,
                SwarmRejection::Exists(_) | SwarmRejection::SubtaskExists(_) | SwarmRejection::ResourceExists(_) => {
                    ErrorCode::AlreadyExists
                }
                SwarmRejection::NoSwarm
                | SwarmRejection::UnknownSubtask(_)
                | SwarmRejection::UnknownResource(_)
                | SwarmRejection::UnknownMember(_)
                | SwarmRejection::UnknownRun(_)
                | SwarmRejection::UnknownChild(_)
                | SwarmRejection::UnknownRoutine(_)
                | SwarmRejection::UnknownVersion { .. } => ErrorCode::NotFound,
                SwarmRejection::BadSettings(_) => ErrorCode::InvalidRequest,
                SwarmRejection::WrongStatus(_)
                | SwarmRejection::Cycle(_)
                | SwarmRejection::WrongMove { .. }
                | SwarmRejection::NotChoosing(_)
                | SwarmRejection::NoCap
                | SwarmRejection::CreditsFromParent(_)
                | SwarmRejection::TooManyCredits => ErrorCode::Rejected,
            };
            ApiError::new(code, in_words(&rejection))
        }
        SwarmError::InUse(_) => ApiError::new(ErrorCode::Rejected, sentence(&error.to_string())),
        SwarmError::Closed(_) => ApiError::new(ErrorCode::Rejected, sentence(&error.to_string())),
        SwarmError::JournalNewer { .. } | SwarmError::JournalBroken { .. } => {
            ApiError::new(ErrorCode::StoreFailed, sentence(&error.to_string()))
        }
    }
}

/// Keys are written as they are: none of them begins a sentence.
fn in_words(rejection: &SwarmRejection) -> String {
    let begins_with_key = matches!(
        rejection,
        SwarmRejection::Refused { refusal: Refusal::Conflict { .. } | Refusal::Absent { .. }, .. }
            | SwarmRejection::UnknownVersion { .. }
    );
    if begins_with_key { format!("Entry {rejection}.") } else { sentence(&rejection.to_string()) }
}

fn code_of(refusal: &Refusal) -> ErrorCode {
    match refusal {
        Refusal::Conflict { .. } => ErrorCode::Conflict,
        Refusal::TooLarge { .. } => ErrorCode::TooLarge,
        Refusal::Absent { .. } | Refusal::NoSubtask { .. } | Refusal::NoMember { .. } => ErrorCode::NotFound,
        Refusal::BadKey { .. } | Refusal::TypeMismatch { .. } | Refusal::NotExact { .. } => ErrorCode::InvalidRequest,
        Refusal::Forbidden { .. }
        | Refusal::NeedsApproval { .. }
        | Refusal::OutOfCredits { .. }
        | Refusal::NotJoined { .. }
        | Refusal::Ended
        | Refusal::Impossible { .. }
        | Refusal::Answered { .. } => ErrorCode::Rejected,
    }
}
