//! What runs share: goal, team, blackboard, subtasks, resources and the ledger of credits.
