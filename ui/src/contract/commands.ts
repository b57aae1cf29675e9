// Generated from the Rust contract by `cargo xtask codegen`. Do not edit.
import type { ActivityStrategy } from "./ActivityStrategy";
import type { AddSubtask } from "./AddSubtask";
import type { AnswerStep } from "./AnswerStep";
import type { AppInfo } from "./AppInfo";
import type { BreakpointReference } from "./BreakpointReference";
import type { BurnDown } from "./BurnDown";
import type { ChangeSubtask } from "./ChangeSubtask";
import type { CheckRoutine } from "./CheckRoutine";
import type { CheckedRoutine } from "./CheckedRoutine";
import type { ClearRuns } from "./ClearRuns";
import type { ClearedRuns } from "./ClearedRuns";
import type { CompareRuns } from "./CompareRuns";
import type { CompleteStep } from "./CompleteStep";
import type { CreateRoutine } from "./CreateRoutine";
import type { CreateSwarm } from "./CreateSwarm";
import type { CreditsBreakdown } from "./CreditsBreakdown";
import type { DecidePath } from "./DecidePath";
import type { DefinedToolReference } from "./DefinedToolReference";
import type { DeleteEntry } from "./DeleteEntry";
import type { DeleteRoutine } from "./DeleteRoutine";
import type { DeleteRuns } from "./DeleteRuns";
import type { Delivery } from "./Delivery";
import type { DiffEntry } from "./DiffEntry";
import type { DiscardDraft } from "./DiscardDraft";
import type { Done } from "./Done";
import type { DraftView } from "./DraftView";
import type { DuplicateRoutine } from "./DuplicateRoutine";
import type { EntryDiff } from "./EntryDiff";
import type { EntryHistory } from "./EntryHistory";
import type { EntryMerge } from "./EntryMerge";
import type { EntryPage } from "./EntryPage";
import type { EntryView } from "./EntryView";
import type { EstimateRun } from "./EstimateRun";
import type { ExportRun } from "./ExportRun";
import type { ExportedRun } from "./ExportedRun";
import type { FailStep } from "./FailStep";
import type { ForkRun } from "./ForkRun";
import type { GetUiState } from "./GetUiState";
import type { ImportRoutine } from "./ImportRoutine";
import type { ImportRun } from "./ImportRun";
import type { IncidentReference } from "./IncidentReference";
import type { Intervene } from "./Intervene";
import type { InterventionPreview } from "./InterventionPreview";
import type { JournalPage } from "./JournalPage";
import type { JsonValue } from "./serde_json/JsonValue";
import type { LedgerPage } from "./LedgerPage";
import type { LibraryView } from "./LibraryView";
import type { ListEntries } from "./ListEntries";
import type { ListRuns } from "./ListRuns";
import type { LocalServerView } from "./LocalServerView";
import type { MergeEntry } from "./MergeEntry";
import type { MigrateRun } from "./MigrateRun";
import type { MigrationPlan } from "./MigrationPlan";
import type { ModelPriceList } from "./ModelPriceList";
import type { ModelReference } from "./ModelReference";
import type { ModelSettingsView } from "./ModelSettingsView";
import type { ModelView } from "./ModelView";
import type { NoParams } from "./NoParams";
import type { OpenRequest } from "./OpenRequest";
import type { OpenRoutine } from "./OpenRoutine";
import type { OpenedRoutine } from "./OpenedRoutine";
import type { OutsideRulesView } from "./OutsideRulesView";
import type { OverrideStrategy } from "./OverrideStrategy";
import type { PickedPath } from "./PickedPath";
import type { PlanMigration } from "./PlanMigration";
import type { PlanRestart } from "./PlanRestart";
import type { PostEntry } from "./PostEntry";
import type { PostedEntry } from "./PostedEntry";
import type { PreviewInterventions } from "./PreviewInterventions";
import type { ProposalCount } from "./ProposalCount";
import type { ProposalReference } from "./ProposalReference";
import type { ProviderReference } from "./ProviderReference";
import type { ProviderTest } from "./ProviderTest";
import type { ReadBreakdown } from "./ReadBreakdown";
import type { ReadBurnDown } from "./ReadBurnDown";
import type { ReadEntry } from "./ReadEntry";
import type { ReadEntryHistory } from "./ReadEntryHistory";
import type { ReadEntryValue } from "./ReadEntryValue";
import type { ReadJournal } from "./ReadJournal";
import type { ReadLedger } from "./ReadLedger";
import type { ReadRecords } from "./ReadRecords";
import type { ReadRunAt } from "./ReadRunAt";
import type { ReadStepRecords } from "./ReadStepRecords";
import type { ReadStrategyFigures } from "./ReadStrategyFigures";
import type { ReadSwarm } from "./ReadSwarm";
import type { ReadTimeline } from "./ReadTimeline";
import type { ReadValue } from "./ReadValue";
import type { RemoveSecret } from "./RemoveSecret";
import type { RenameRoutine } from "./RenameRoutine";
import type { ResolveIncident } from "./ResolveIncident";
import type { RestartPlan } from "./RestartPlan";
import type { RestartRun } from "./RestartRun";
import type { RestoreRoutine } from "./RestoreRoutine";
import type { RetryIncident } from "./RetryIncident";
import type { RevealRoutine } from "./RevealRoutine";
import type { RevertEntry } from "./RevertEntry";
import type { RoutineEvolution } from "./RoutineEvolution";
import type { RoutineStrategies } from "./RoutineStrategies";
import type { RoutineSummary } from "./RoutineSummary";
import type { RunComparison } from "./RunComparison";
import type { RunEstimate } from "./RunEstimate";
import type { RunList } from "./RunList";
import type { RunReference } from "./RunReference";
import type { RunTo } from "./RunTo";
import type { RunTree } from "./RunTree";
import type { RunView } from "./RunView";
import type { RunXml } from "./RunXml";
import type { SampleSwarmReference } from "./SampleSwarmReference";
import type { SampleSwarmView } from "./SampleSwarmView";
import type { SampleView } from "./SampleView";
import type { SaveDraft } from "./SaveDraft";
import type { SaveProvider } from "./SaveProvider";
import type { SaveRoutine } from "./SaveRoutine";
import type { SaveToolServer } from "./SaveToolServer";
import type { SavedRoutine } from "./SavedRoutine";
import type { SearchWord } from "./SearchWord";
import type { SecretPlaceView } from "./SecretPlaceView";
import type { SecretView } from "./SecretView";
import type { SendMessage } from "./SendMessage";
import type { SendSignal } from "./SendSignal";
import type { SetApprovalPolicy } from "./SetApprovalPolicy";
import type { SetBreakpoint } from "./SetBreakpoint";
import type { SetModelBudgets } from "./SetModelBudgets";
import type { SetModelPrice } from "./SetModelPrice";
import type { SetOutsideRules } from "./SetOutsideRules";
import type { SetPace } from "./SetPace";
import type { SetProjectFolder } from "./SetProjectFolder";
import type { SetSecret } from "./SetSecret";
import type { SetSettings } from "./SetSettings";
import type { SetUiState } from "./SetUiState";
import type { SetVariable } from "./SetVariable";
import type { Settings } from "./Settings";
import type { SoundnessView } from "./SoundnessView";
import type { StartRun } from "./StartRun";
import type { StartedRun } from "./StartedRun";
import type { StepRecordView } from "./StepRecordView";
import type { StepRun } from "./StepRun";
import type { StopSwarm } from "./StopSwarm";
import type { Subscription } from "./Subscription";
import type { SwarmList } from "./SwarmList";
import type { SwarmRecordPage } from "./SwarmRecordPage";
import type { SwarmReference } from "./SwarmReference";
import type { SwarmSummary } from "./SwarmSummary";
import type { SwarmView } from "./SwarmView";
import type { TestProvider } from "./TestProvider";
import type { TimelineView } from "./TimelineView";
import type { ToolServerReference } from "./ToolServerReference";
import type { ToolServerTest } from "./ToolServerTest";
import type { ToolSettingsView } from "./ToolSettingsView";
import type { TopUp } from "./TopUp";
import type { TopUpSwarm } from "./TopUpSwarm";
import type { TrashedRoutine } from "./TrashedRoutine";
import type { TriggerElement } from "./TriggerElement";
import type { UiCommand } from "./UiCommand";
import type { UnlockVault } from "./UnlockVault";
import type { ValueRange } from "./ValueRange";
import type { WatchRun } from "./WatchRun";
import type { WatchSwarm } from "./WatchSwarm";

/** Every command: what it takes and what it answers. */
export type Commands = {
  /** Which program answers, and where it runs. */
  appInfo: { params: NoParams; result: AppInfo };
  /** Every command of the window: menus, palette and shortcuts derive from it. */
  listUiCommands: { params: NoParams; result: Array<UiCommand> };
  /** All settings. */
  getSettings: { params: NoParams; result: Settings };
  /** Changes all settings. */
  setSettings: { params: SetSettings; result: Settings };
  /** What the page kept under a name; `null` if nothing. */
  getUiState: { params: GetUiState; result: JsonValue };
  /** Keeps something of the page's own. */
  setUiState: { params: SetUiState; result: Done };
  /** Files that the system asked to be opened since the last call. */
  takeOpened: { params: NoParams; result: Array<OpenRequest> };
  /** Lets the user pick a routine's file in a native dialog. */
  pickRoutine: { params: NoParams; result: PickedPath };
  /** Lets the user pick a folder in a native dialog. */
  pickFolder: { params: NoParams; result: PickedPath };
  /** Shows a routine's file in the system's file browser. */
  revealRoutine: { params: RevealRoutine; result: Done };
  /** All that is set about models, and what new providers can begin with. */
  getModelSettings: { params: NoParams; result: ModelSettingsView };
  /** Keeps a model provider. */
  saveProvider: { params: SaveProvider; result: ModelSettingsView };
  /** Forgets a model provider; its key stays. */
  removeProvider: { params: ProviderReference; result: ModelSettingsView };
  /** Has this provider asked where a step names none. */
  setDefaultProvider: { params: ProviderReference; result: ModelSettingsView };
  /** Says what may be spent on models. */
  setModelBudgets: { params: SetModelBudgets; result: ModelSettingsView };
  /** Asks a provider one tiny question. May cost a little. */
  testProvider: { params: TestProvider; result: ProviderTest };
  /** Model servers that run on this machine. */
  findLocalServers: { params: NoParams; result: Array<LocalServerView> };
  /** The models that a provider says it has. */
  listModels: { params: ProviderReference; result: Array<ModelView> };
  /** What a provider's models cost. */
  listModelPrices: { params: ProviderReference; result: ModelPriceList };
  /** Sets what a provider's model costs. */
  setModelPrice: { params: SetModelPrice; result: ModelPriceList };
  /** Has the table say again what a provider's model costs. */
  removeModelPrice: { params: ModelReference; result: ModelPriceList };
  /** Which hosts steps may speak to, and who searches the web. */
  getOutsideRules: { params: NoParams; result: OutsideRulesView };
  /** Sets all of that anew. */
  setOutsideRules: { params: SetOutsideRules; result: OutsideRulesView };
  /** All secrets that can be seen or are referred to, without their values. */
  listSecrets: { params: NoParams; result: Array<SecretView> };
  /** Where secrets can be kept here, and why not. */
  secretPlaces: { params: NoParams; result: Array<SecretPlaceView> };
  /** Keeps a secret. There is no command that tells it again. */
  setSecret: { params: SetSecret; result: SecretView };
  /** Forgets a secret everywhere but in the environment. */
  removeSecret: { params: RemoveSecret; result: Done };
  /** Gives the vault's passphrase, until the program ends. */
  unlockVault: { params: UnlockVault; result: Array<SecretPlaceView> };
  /** The project folder and the routines in it. */
  listRoutines: { params: NoParams; result: LibraryView };
  /** Opens a routine for looking and editing; a broken one opens too. */
  openRoutine: { params: OpenRoutine; result: OpenedRoutine };
  /** Makes a new routine in the project folder. */
  createRoutine: { params: CreateRoutine; result: OpenedRoutine };
  /** Puts a text that came from elsewhere into the project folder. */
  importRoutine: { params: ImportRoutine; result: OpenedRoutine };
  /** Writes a routine to its file, unless the file changed meanwhile. */
  saveRoutine: { params: SaveRoutine; result: SavedRoutine };
  /** Gives a routine's file another name. */
  renameRoutine: { params: RenameRoutine; result: RoutineSummary };
  /** Copies a routine's file beside it. */
  duplicateRoutine: { params: DuplicateRoutine; result: RoutineSummary };
  /** Moves a routine's file to the project folder's trash. */
  deleteRoutine: { params: DeleteRoutine; result: TrashedRoutine };
  /** Brings a deleted routine back to where it was. */
  restoreRoutine: { params: RestoreRoutine; result: RoutineSummary };
  /** Everything that is wrong with a text. */
  checkRoutine: { params: CheckRoutine; result: CheckedRoutine };
  /** Whether a text's processes can get stuck, and how. May take a second. */
  checkSoundness: { params: CheckRoutine; result: SoundnessView };
  /** How each activity of a text is done, who says so, and why. */
  routineStrategies: { params: RoutineStrategies; result: Array<ActivityStrategy> };
  /** How a routine's steps went by strategy, and what that proposes. */
  readStrategyFigures: { params: ReadStrategyFigures; result: RoutineEvolution };
  /** The routines for whose steps another strategy is proposed. */
  listStrategyProposals: { params: NoParams; result: Array<ProposalCount> };
  /** Gives a step the strategy that is proposed for it: a new version of its file, in which only that differs. */
  acceptStrategyProposal: { params: ProposalReference; result: SavedRoutine };
  /** Does not show a proposal again until the step has run as often again as it took to propose it. */
  dismissStrategyProposal: { params: ProposalReference; result: RoutineEvolution };
  /** The routines that are shipped with the program. */
  listSamples: { params: NoParams; result: Array<SampleView> };
  /** Chooses another project folder. */
  setProjectFolder: { params: SetProjectFolder; result: LibraryView };
  /** All tool servers as they are now, the program's own tools, and who is asked before a call. */
  listToolServers: { params: NoParams; result: ToolSettingsView };
  /** Keeps a tool server. One whose settings change is ended; it is started again when it is needed. */
  saveToolServer: { params: SaveToolServer; result: ToolSettingsView };
  /** Ends a tool server and forgets it. */
  removeToolServer: { params: ToolServerReference; result: ToolSettingsView };
  /** Starts a tool server and has it list its tools. */
  startToolServer: { params: ToolServerReference; result: ToolSettingsView };
  /** Ends a tool server until it is needed again. */
  stopToolServer: { params: ToolServerReference; result: ToolSettingsView };
  /** Ends a tool server and starts it again. */
  restartToolServer: { params: ToolServerReference; result: ToolSettingsView };
  /** Whether a tool server comes up, lists its tools and answers. */
  testToolServer: { params: ToolServerReference; result: ToolServerTest };
  /** Forgets a tool that a model has defined. Calls of it that have begun go on. */
  removeDefinedTool: { params: DefinedToolReference; result: ToolSettingsView };
  /** Says who is asked before a tool is called. */
  setApprovalPolicy: { params: SetApprovalPolicy; result: ToolSettingsView };
  /** Keeps unsaved text. */
  saveDraft: { params: SaveDraft; result: DraftView };
  /** Forgets unsaved text. */
  discardDraft: { params: DiscardDraft; result: Done };
  /** All unsaved texts that are kept. */
  listDrafts: { params: NoParams; result: Array<DraftView> };
  /** Starts a run; refused with every reason when the routine has errors. */
  startRun: { params: StartRun; result: StartedRun };
  /** What the steps of a routine would cost, each done once, before anything is started. */
  estimateRun: { params: EstimateRun; result: RunEstimate };
  /** Executes the next step of one branch, or of every branch. */
  stepRun: { params: StepRun; result: Done };
  /** Has a run pause by itself at a place or moment. */
  setBreakpoint: { params: SetBreakpoint; result: Done };
  /** Pauses there no more. */
  removeBreakpoint: { params: BreakpointReference; result: Done };
  /** Lets a run go on until a branch is about to enter an element, or a breakpoint is hit. */
  runTo: { params: RunTo; result: Done };
  /** Slow motion, or full speed. */
  setPace: { params: SetPace; result: Done };
  /** What interventions would lead to, or why they would be refused. Changes nothing. */
  previewInterventions: { params: PreviewInterventions; result: InterventionPreview };
  /** Sets variables, skips and repeats steps, moves, adds and cancels branches: all of it or nothing. */
  intervene: { params: Intervene; result: Done };
  /** What going on with another version of its routine would mean for a run. Changes nothing. */
  planMigration: { params: PlanMigration; result: MigrationPlan };
  /** Has a run go on with another version of its routine. */
  migrateRun: { params: MigrateRun; result: Done };
  /** Starts nothing more until the run is continued. */
  pauseRun: { params: RunReference; result: Done };
  /** Lets a paused or interrupted run go on. */
  continueRun: { params: RunReference; result: Done };
  /** Makes a paused run that has an earlier moment of another one as its past, with edits. */
  forkRun: { params: ForkRun; result: StartedRun };
  /** A run as it was after an entry of its journal, or at a time. */
  readRunAt: { params: ReadRunAt; result: RunView };
  /** All runs that have begun as copies of this one, or that it is a copy of. */
  readRunTree: { params: RunReference; result: RunTree };
  /** A run as the text of a file; one that is too large for that is exported in a terminal. */
  exportRun: { params: ExportRun; result: ExportedRun };
  /** Takes in the run of a `.run` file, as a record that can be looked at and forked. */
  importRun: { params: ImportRun; result: StartedRun };
  /** What a restart would take from the record, and what it would do again and has cost. Changes nothing. */
  planRestart: { params: PlanRestart; result: RestartPlan };
  /** Begins a run anew, as a run of its own: from where, with which definition, with which data. */
  restartRun: { params: RestartRun; result: StartedRun };
  /** In what two runs differ: ways, results, time and cost. */
  compareRuns: { params: CompareRuns; result: RunComparison };
  /** Ends a run. */
  cancelRun: { params: RunReference; result: Done };
  /** Chooses the way at a fork that waits for it. */
  decidePath: { params: DecidePath; result: Done };
  /** Says that waiting work is done. */
  completeStep: { params: CompleteStep; result: Done };
  /** Says that waiting work could not be done. */
  failStep: { params: FailStep; result: Done };
  /** Answers a step that waits in a conversation or with a call to approve. */
  answerStep: { params: AnswerStep; result: Done };
  /** Has an activity done another way in this run; refused where its routine does not allow it. */
  overrideStrategy: { params: OverrideStrategy; result: Done };
  /** Raises what a run may cost, and lets it go on. */
  topUp: { params: TopUp; result: Done };
  /** Tries again what raised an incident, another way if so wished. */
  retryIncident: { params: RetryIncident; result: Done };
  /** Goes on as if the step of an incident had done nothing. */
  skipIncident: { params: IncidentReference; result: Done };
  /** Settles an incident by giving the result of the step that failed. */
  resolveIncident: { params: ResolveIncident; result: Done };
  /** Sends a message to the runs that wait for it. */
  sendMessage: { params: SendMessage; result: Delivery };
  /** Sends a signal to every run that waits for it. */
  sendSignal: { params: SendSignal; result: Delivery };
  /** Fires a waiting element by hand, in the token game. */
  triggerElement: { params: TriggerElement; result: Done };
  /** Gives a variable another value. */
  setVariable: { params: SetVariable; result: Done };
  /** Runs, latest first. */
  listRuns: { params: ListRuns; result: RunList };
  /** A run as it is now. */
  showRun: { params: RunReference; result: RunView };
  /** Forgets runs that have ended; one that has not is refused, and then none is forgotten. */
  deleteRuns: { params: DeleteRuns; result: Done };
  /** Forgets what a query finds, as far as it has ended or came from a file. The rest stays. */
  clearRuns: { params: ClearRuns; result: ClearedRuns };
  /** What can be asked in a query of the list of runs. */
  listSearchWords: { params: NoParams; result: Array<SearchWord> };
  /** The text that a run runs: the one that it began with, or has gone on with. */
  runXml: { params: RunReference; result: RunXml };
  /** What the doing of a step has put on record, in order. */
  readStepRecords: { params: ReadStepRecords; result: Array<StepRecordView> };
  /** A stretch of a run's journal. */
  readJournal: { params: ReadJournal; result: JournalPage };
  /** What a run did when: branches, bars, cost, pauses and flags. */
  readTimeline: { params: ReadTimeline; result: TimelineView };
  /** A part of a value that was too large to be sent whole. */
  readValue: { params: ReadValue; result: ValueRange };
  /** All swarms. */
  listSwarms: { params: NoParams; result: SwarmList };
  /** Makes a swarm, from its file or from what a form asks. Nothing is begun. */
  createSwarm: { params: CreateSwarm; result: SwarmSummary };
  /** The swarms that are shipped with the program. */
  listSampleSwarms: { params: NoParams; result: Array<SampleSwarmView> };
  /** Puts a shipped swarm's routines into the project folder, as far as they are not there, and makes the swarm. Nothing is begun. */
  createSampleSwarm: { params: SampleSwarmReference; result: SwarmSummary };
  /** A swarm as it is, or as it was. */
  readSwarm: { params: ReadSwarm; result: SwarmView };
  /** Has a swarm begin with what is ready. */
  startSwarm: { params: SwarmReference; result: Done };
  /** Begins nothing more for a swarm until it is resumed. */
  pauseSwarm: { params: SwarmReference; result: Done };
  /** Lets a paused swarm go on. */
  resumeSwarm: { params: SwarmReference; result: Done };
  /** Ends a swarm. */
  stopSwarm: { params: StopSwarm; result: Done };
  /** Raises what a swarm may spend; what waits for credits goes on. */
  topUpSwarm: { params: TopUpSwarm; result: Done };
  /** Adds something that has to be done. */
  addSubtask: { params: AddSubtask; result: Done };
  /** Changes what has to be done, or how far it has come. */
  changeSubtask: { params: ChangeSubtask; result: Done };
  /** A stretch of the table of a swarm's entries. */
  listEntries: { params: ListEntries; result: EntryPage };
  /** An entry of a swarm's blackboard with its value. */
  readEntry: { params: ReadEntry; result: EntryView };
  /** A part of an entry's value that was too large to be sent whole. */
  readEntryValue: { params: ReadEntryValue; result: ValueRange };
  /** A stretch of an entry's history. */
  readEntryHistory: { params: ReadEntryHistory; result: EntryHistory };
  /** What differs between two versions of an entry. */
  diffEntry: { params: DiffEntry; result: EntryDiff };
  /** Puts together two changes of one version. Writes nothing. */
  mergeEntry: { params: MergeEntry; result: EntryMerge };
  /** Writes an entry; refused when it is not of the expected version any more. */
  postEntry: { params: PostEntry; result: PostedEntry };
  /** Writes an earlier value as a new version. */
  revertEntry: { params: RevertEntry; result: PostedEntry };
  /** Deletes an entry; its history stays. */
  deleteEntry: { params: DeleteEntry; result: PostedEntry };
  /** A stretch of a swarm's ledger. */
  readLedger: { params: ReadLedger; result: LedgerPage };
  /** Who spent what of a swarm's credits. */
  readBreakdown: { params: ReadBreakdown; result: CreditsBreakdown };
  /** How a swarm's account went down, and when it will be empty. */
  readBurnDown: { params: ReadBurnDown; result: BurnDown };
  /** A stretch of what a swarm's runs were given, gave and cost. */
  readRecords: { params: ReadRecords; result: SwarmRecordPage };
  /** Begins to watch a run: its snapshot now, and updates from then on. */
  watchRun: { params: WatchRun; result: RunView };
  /** Begins to watch the list of runs. */
  watchRuns: { params: Subscription; result: Done };
  /** Begins to watch a swarm: its snapshot now, and updates from then on. */
  watchSwarm: { params: WatchSwarm; result: SwarmView };
  /** Begins to watch the list of swarms. */
  watchSwarms: { params: Subscription; result: Done };
  /** Begins to watch the project folder. */
  watchLibrary: { params: Subscription; result: Done };
  /** Begins to be told when a file waits to be opened. */
  watchOpened: { params: Subscription; result: Done };
  /** Ends a subscription. */
  unwatch: { params: Subscription; result: Done };
};

/** The name of a command. */
export type Method = keyof Commands;
