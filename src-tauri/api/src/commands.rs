//! The command list: every command of the program, declared once.
//!
//! Requests, dispatch and the TypeScript map all come from this table. A command's TypeScript name is
//! its variant in camel case, its Rust function the second column.

/// Hands the table to a macro: `Variant function (Parameters) -> Result`.
macro_rules! command_list {
    ($apply:ident) => {
        $apply! {
            /// Which program answers, and where it runs.
            AppInfo app_info (NoParams) -> crate::contract::AppInfo;
            /// Every command of the window: menus, palette and shortcuts derive from it.
            ListUiCommands list_ui_commands (NoParams) -> Vec<UiCommand>;
            /// All settings.
            GetSettings get_settings (NoParams) -> Settings;
            /// Changes all settings.
            SetSettings set_settings (SetSettings) -> Settings;
            /// What the page kept under a name; `null` if nothing.
            GetUiState get_ui_state (GetUiState) -> Value;
            /// Keeps something of the page's own.
            SetUiState set_ui_state (SetUiState) -> Done;
            /// Files that the system asked to be opened since the last call.
            TakeOpened take_opened (NoParams) -> Vec<OpenRequest>;
            /// Lets the user pick a routine's file in a native dialog.
            PickRoutine pick_routine (NoParams) -> PickedPath;
            /// Lets the user pick a folder in a native dialog.
            PickFolder pick_folder (NoParams) -> PickedPath;
            /// Shows a routine's file in the system's file browser.
            RevealRoutine reveal_routine (RevealRoutine) -> Done;

            /// All that is set about models, and what new providers can begin with.
            GetModelSettings get_model_settings (NoParams) -> ModelSettingsView;
            /// Keeps a model provider.
            SaveProvider save_provider (SaveProvider) -> ModelSettingsView;
            /// Forgets a model provider; its key stays.
            RemoveProvider remove_provider (ProviderReference) -> ModelSettingsView;
            /// Has this provider asked where a step names none.
            SetDefaultProvider set_default_provider (ProviderReference) -> ModelSettingsView;
            /// Says what may be spent on models.
            SetModelBudgets set_model_budgets (SetModelBudgets) -> ModelSettingsView;
            /// Asks a provider one tiny question. May cost a little.
            TestProvider test_provider (TestProvider) -> ProviderTest;
            /// Model servers that run on this machine.
            FindLocalServers find_local_servers (NoParams) -> Vec<LocalServerView>;
            /// The models that a provider says it has.
            ListModels list_models (ProviderReference) -> Vec<ModelView>;
            /// What a provider's models cost.
            ListModelPrices list_model_prices (ProviderReference) -> ModelPriceList;
            /// Sets what a provider's model costs.
            SetModelPrice set_model_price (SetModelPrice) -> ModelPriceList;
            /// Has the table say again what a provider's model costs.
            RemoveModelPrice remove_model_price (ModelReference) -> ModelPriceList;

            /// Which hosts steps may speak to, and who searches the web.
            GetOutsideRules get_outside_rules (NoParams) -> OutsideRulesView;
            /// Sets all of that anew.
            SetOutsideRules set_outside_rules (SetOutsideRules) -> OutsideRulesView;

            /// All secrets that can be seen or are referred to, without their values.
            ListSecrets list_secrets (NoParams) -> Vec<SecretView>;
            /// Where secrets can be kept here, and why not.
            SecretPlaces secret_places (NoParams) -> Vec<SecretPlaceView>;
            /// Keeps a secret. There is no command that tells it again.
            SetSecret set_secret (SetSecret) -> SecretView;
            /// Forgets a secret everywhere but in the environment.
            RemoveSecret remove_secret (RemoveSecret) -> Done;
            /// Gives the vault's passphrase, until the program ends.
            UnlockVault unlock_vault (UnlockVault) -> Vec<SecretPlaceView>;

            /// The project folder and the routines in it.
            ListRoutines list_routines (NoParams) -> LibraryView;
            /// Opens a routine for looking and editing; a broken one opens too.
            OpenRoutine open_routine (OpenRoutine) -> OpenedRoutine;
            /// Makes a new routine in the project folder.
            CreateRoutine create_routine (CreateRoutine) -> OpenedRoutine;
            /// Puts a text that came from elsewhere into the project folder.
            ImportRoutine import_routine (ImportRoutine) -> OpenedRoutine;
            /// Writes a routine to its file, unless the file changed meanwhile.
            SaveRoutine save_routine (SaveRoutine) -> SavedRoutine;
            /// Gives a routine's file another name.
            RenameRoutine rename_routine (RenameRoutine) -> RoutineSummary;
            /// Copies a routine's file beside it.
            DuplicateRoutine duplicate_routine (DuplicateRoutine) -> RoutineSummary;
            /// Moves a routine's file to the project folder's trash.
            DeleteRoutine delete_routine (DeleteRoutine) -> TrashedRoutine;
            /// Brings a deleted routine back to where it was.
            RestoreRoutine restore_routine (RestoreRoutine) -> RoutineSummary;
            /// Everything that is wrong with a text.
            CheckRoutine check_routine (CheckRoutine) -> CheckedRoutine;
            /// Whether a text's processes can get stuck, and how. May take a second.
            CheckSoundness check_soundness (CheckRoutine) -> SoundnessView;
            /// How each activity of a text is done, who says so, and why.
            RoutineStrategies routine_strategies (RoutineStrategies) -> Vec<ActivityStrategy>;
            /// How a routine's steps went by strategy, and what that proposes.
            ReadStrategyFigures read_strategy_figures (ReadStrategyFigures) -> RoutineEvolution;
            /// The routines for whose steps another strategy is proposed.
            ListStrategyProposals list_strategy_proposals (NoParams) -> Vec<ProposalCount>;
            /// Gives a step the strategy that is proposed for it: a new version of its file, in which only that differs.
            AcceptStrategyProposal accept_strategy_proposal (ProposalReference) -> SavedRoutine;
            /// Does not show a proposal again until the step has run as often again as it took to propose it.
            DismissStrategyProposal dismiss_strategy_proposal (ProposalReference) -> RoutineEvolution;
            /// The routines that are shipped with the program.
            ListSamples list_samples (NoParams) -> Vec<SampleView>;
            /// Chooses another project folder.
            SetProjectFolder set_project_folder (SetProjectFolder) -> LibraryView;

            /// All tool servers as they are now, the program's own tools, and who is asked before a call.
            ListToolServers list_tool_servers (NoParams) -> ToolSettingsView;
            /// Keeps a tool server. One whose settings change is ended; it is started again when it is needed.
            SaveToolServer save_tool_server (SaveToolServer) -> ToolSettingsView;
            /// Ends a tool server and forgets it.
            RemoveToolServer remove_tool_server (ToolServerReference) -> ToolSettingsView;
            /// Starts a tool server and has it list its tools.
            StartToolServer start_tool_server (ToolServerReference) -> ToolSettingsView;
            /// Ends a tool server until it is needed again.
            StopToolServer stop_tool_server (ToolServerReference) -> ToolSettingsView;
            /// Ends a tool server and starts it again.
            RestartToolServer restart_tool_server (ToolServerReference) -> ToolSettingsView;
            /// Whether a tool server comes up, lists its tools and answers.
            TestToolServer test_tool_server (ToolServerReference) -> ToolServerTest;
            /// Forgets a tool that a model has defined. Calls of it that have begun go on.
            RemoveDefinedTool remove_defined_tool (DefinedToolReference) -> ToolSettingsView;
            /// Says who is asked before a tool is called.
            SetApprovalPolicy set_approval_policy (SetApprovalPolicy) -> ToolSettingsView;

            /// Keeps unsaved text.
            SaveDraft save_draft (SaveDraft) -> DraftView;
            /// Forgets unsaved text.
            DiscardDraft discard_draft (DiscardDraft) -> Done;
            /// All unsaved texts that are kept.
            ListDrafts list_drafts (NoParams) -> Vec<DraftView>;

            /// Starts a run; refused with every reason when the routine has errors.
            StartRun start_run (StartRun) -> StartedRun;
            /// What the steps of a routine would cost, each done once, before anything is started.
            EstimateRun estimate_run (EstimateRun) -> RunEstimate;
            /// Executes the next step of one branch, or of every branch.
            StepRun step_run (StepRun) -> Done;
            /// Has a run pause by itself at a place or moment.
            SetBreakpoint set_breakpoint (SetBreakpoint) -> Done;
            /// Pauses there no more.
            RemoveBreakpoint remove_breakpoint (BreakpointReference) -> Done;
            /// Lets a run go on until a branch is about to enter an element, or a breakpoint is hit.
            RunTo run_to (RunTo) -> Done;
            /// Slow motion, or full speed.
            SetPace set_pace (SetPace) -> Done;
            /// What interventions would lead to, or why they would be refused. Changes nothing.
            PreviewInterventions preview_interventions (PreviewInterventions) -> InterventionPreview;
            /// Sets variables, skips and repeats steps, moves, adds and cancels branches: all of it or nothing.
            Intervene intervene (Intervene) -> Done;
            /// What going on with another version of its routine would mean for a run. Changes nothing.
            PlanMigration plan_migration (PlanMigration) -> MigrationPlan;
            /// Has a run go on with another version of its routine.
            MigrateRun migrate_run (MigrateRun) -> Done;
            /// Starts nothing more until the run is continued.
            PauseRun pause_run (RunReference) -> Done;
            /// Lets a paused or interrupted run go on.
            ContinueRun continue_run (RunReference) -> Done;
            /// Makes a paused run that has an earlier moment of another one as its past, with edits.
            ForkRun fork_run (ForkRun) -> StartedRun;
            /// A run as it was after an entry of its journal, or at a time.
            ReadRunAt read_run_at (ReadRunAt) -> RunView;
            /// All runs that have begun as copies of this one, or that it is a copy of.
            ReadRunTree read_run_tree (RunReference) -> RunTree;
            /// A run as the text of a file; one that is too large for that is exported in a terminal.
            ExportRun export_run (ExportRun) -> ExportedRun;
            /// Takes in the run of a `.run` file, as a record that can be looked at and forked.
            ImportRun import_run (ImportRun) -> StartedRun;
            /// What a restart would take from the record, and what it would do again and has cost. Changes nothing.
            PlanRestart plan_restart (PlanRestart) -> RestartPlan;
            /// Begins a run anew, as a run of its own: from where, with which definition, with which data.
            RestartRun restart_run (RestartRun) -> StartedRun;
            /// In what two runs differ: ways, results, time and cost.
            CompareRuns compare_runs (CompareRuns) -> RunComparison;
            /// Ends a run.
            CancelRun cancel_run (RunReference) -> Done;
            /// Chooses the way at a fork that waits for it.
            DecidePath decide_path (DecidePath) -> Done;
            /// Says that waiting work is done.
            CompleteStep complete_step (CompleteStep) -> Done;
            /// Says that waiting work could not be done.
            FailStep fail_step (FailStep) -> Done;
            /// Answers a step that waits in a conversation or with a call to approve.
            AnswerStep answer_step (AnswerStep) -> Done;
            /// Has an activity done another way in this run; refused where its routine does not allow it.
            OverrideStrategy override_strategy (OverrideStrategy) -> Done;
            /// Raises what a run may cost, and lets it go on.
            TopUp top_up (TopUp) -> Done;
            /// Tries again what raised an incident, another way if so wished.
            RetryIncident retry_incident (RetryIncident) -> Done;
            /// Goes on as if the step of an incident had done nothing.
            SkipIncident skip_incident (IncidentReference) -> Done;
            /// Settles an incident by giving the result of the step that failed.
            ResolveIncident resolve_incident (ResolveIncident) -> Done;
            /// Sends a message to the runs that wait for it.
            SendMessage send_message (SendMessage) -> Delivery;
            /// Sends a signal to every run that waits for it.
            SendSignal send_signal (SendSignal) -> Delivery;
            /// Fires a waiting element by hand, in the token game.
            TriggerElement trigger_element (TriggerElement) -> Done;
            /// Gives a variable another value.
            SetVariable set_variable (SetVariable) -> Done;

            /// Runs, latest first.
            ListRuns list_runs (ListRuns) -> RunList;
            /// A run as it is now.
            ShowRun show_run (RunReference) -> RunView;
            /// Forgets runs that have ended; one that has not is refused, and then none is forgotten.
            DeleteRuns delete_runs (DeleteRuns) -> Done;
            /// Forgets what a query finds, as far as it has ended or came from a file. The rest stays.
            ClearRuns clear_runs (ClearRuns) -> ClearedRuns;
            /// What can be asked in a query of the list of runs.
            ListSearchWords list_search_words (NoParams) -> Vec<SearchWord>;
            /// The text that a run runs: the one that it began with, or has gone on with.
            RunXml run_xml (RunReference) -> crate::contract::RunXml;
            /// What the doing of a step has put on record, in order.
            ReadStepRecords read_step_records (ReadStepRecords) -> Vec<StepRecordView>;
            /// A stretch of a run's journal.
            ReadJournal read_journal (ReadJournal) -> JournalPage;
            /// What a run did when: branches, bars, cost, pauses and flags.
            ReadTimeline read_timeline (ReadTimeline) -> TimelineView;
            /// A part of a value that was too large to be sent whole.
            ReadValue read_value (ReadValue) -> ValueRange;

            /// All swarms.
            ListSwarms list_swarms (NoParams) -> SwarmList;
            /// Makes a swarm, from its file or from what a form asks. Nothing is begun.
            CreateSwarm create_swarm (CreateSwarm) -> SwarmSummary;
            /// The swarms that are shipped with the program.
            ListSampleSwarms list_sample_swarms (NoParams) -> Vec<SampleSwarmView>;
            /// Puts a shipped swarm's routines into the project folder, as far as they are not there, and makes the swarm.
            /// Nothing is begun.
            CreateSampleSwarm create_sample_swarm (SampleSwarmReference) -> SwarmSummary;
            /// A swarm as it is, or as it was.
            ReadSwarm read_swarm (ReadSwarm) -> SwarmView;
            /// Has a swarm begin with what is ready.
            StartSwarm start_swarm (SwarmReference) -> Done;
            /// Begins nothing more for a swarm until it is resumed.
            PauseSwarm pause_swarm (SwarmReference) -> Done;
            /// Lets a paused swarm go on.
            ResumeSwarm resume_swarm (SwarmReference) -> Done;
            /// Ends a swarm.
            StopSwarm stop_swarm (StopSwarm) -> Done;
            /// Raises what a swarm may spend; what waits for credits goes on.
            TopUpSwarm top_up_swarm (TopUpSwarm) -> Done;
            /// Adds something that has to be done.
            AddSubtask add_subtask (AddSubtask) -> Done;
            /// Changes what has to be done, or how far it has come.
            ChangeSubtask change_subtask (ChangeSubtask) -> Done;
            /// A stretch of the table of a swarm's entries.
            ListEntries list_entries (ListEntries) -> EntryPage;
            /// An entry of a swarm's blackboard with its value.
            ReadEntry read_entry (ReadEntry) -> EntryView;
            /// A part of an entry's value that was too large to be sent whole.
            ReadEntryValue read_entry_value (ReadEntryValue) -> ValueRange;
            /// A stretch of an entry's history.
            ReadEntryHistory read_entry_history (ReadEntryHistory) -> EntryHistory;
            /// What differs between two versions of an entry.
            DiffEntry diff_entry (DiffEntry) -> EntryDiff;
            /// Puts together two changes of one version. Writes nothing.
            MergeEntry merge_entry (MergeEntry) -> EntryMerge;
            /// Writes an entry; refused when it is not of the expected version any more.
            PostEntry post_entry (PostEntry) -> PostedEntry;
            /// Writes an earlier value as a new version.
            RevertEntry revert_entry (RevertEntry) -> PostedEntry;
            /// Deletes an entry; its history stays.
            DeleteEntry delete_entry (DeleteEntry) -> PostedEntry;
            /// A stretch of a swarm's ledger.
            ReadLedger read_ledger (ReadLedger) -> LedgerPage;
            /// Who spent what of a swarm's credits.
            ReadBreakdown read_breakdown (ReadBreakdown) -> CreditsBreakdown;
            /// How a swarm's account went down, and when it will be empty.
            ReadBurnDown read_burn_down (ReadBurnDown) -> BurnDown;
            /// A stretch of what a swarm's runs were given, gave and cost.
            ReadRecords read_records (ReadRecords) -> SwarmRecordPage;

            /// Begins to watch a run: its snapshot now, and updates from then on.
            WatchRun watch_run (WatchRun) -> RunView;
            /// Begins to watch the list of runs.
            WatchRuns watch_runs (Subscription) -> Done;
            /// Begins to watch a swarm: its snapshot now, and updates from then on.
            WatchSwarm watch_swarm (WatchSwarm) -> SwarmView;
            /// Begins to watch the list of swarms.
            WatchSwarms watch_swarms (Subscription) -> Done;
            /// Begins to watch the project folder.
            WatchLibrary watch_library (Subscription) -> Done;
            /// Begins to be told when a file waits to be opened.
            WatchOpened watch_opened (Subscription) -> Done;
            /// Ends a subscription.
            Unwatch unwatch (Subscription) -> Done;
        }
    };
}

pub(crate) use command_list;
