import ZeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import { CreateAppendAnythingModule } from 'bpmn-js-create-append-anything';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import minimapModule from 'diagram-js-minimap';
import type { ModuleDeclaration } from 'didi';
import { ChangeExtensions } from './change-extensions';
import { LeanPalette } from './palette';
import { ProblemMarks } from './problem-marks';
import { RoutineGroups } from './properties/routine-groups';
import { ScriptGroup } from './script-group';
import { TokenPath } from './token-path';
import './design.css';

/** What editing adds to the drawing. */
export const designModules: ModuleDeclaration[] = [
  CreateAppendAnythingModule,
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
  ZeebeBehaviorsModule,
  minimapModule,
  {
    __init__: ['changeExtensions', 'scriptGroup', 'routineGroups', 'leanPalette', 'problemMarks', 'tokenPath'],
    changeExtensions: ['type', ChangeExtensions],
    scriptGroup: ['type', ScriptGroup],
    routineGroups: ['type', RoutineGroups],
    leanPalette: ['type', LeanPalette],
    problemMarks: ['type', ProblemMarks],
    tokenPath: ['type', TokenPath],
  },
];
