const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" ' +
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" ' +
  'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" targetNamespace="urn:test">';

/** A start event and tasks in a row: `start`, `task_1`, …; `flow_1` leads to `task_1`. */
export function linear(tasks: number): string {
  const shapes = [`<bpmndi:BPMNShape id="di_start" bpmnElement="start"><dc:Bounds x="100" y="100" width="36" height="36"/></bpmndi:BPMNShape>`];
  const nodes = ['<bpmn:startEvent id="start" name="Begin"><bpmn:outgoing>flow_1</bpmn:outgoing></bpmn:startEvent>'];
  for (let task = 1; task <= tasks; task += 1) {
    const x = 40 + task * 160;
    const from = task === 1 ? 'start' : `task_${task - 1}`;
    const out = task < tasks ? `<bpmn:outgoing>flow_${task + 1}</bpmn:outgoing>` : '';
    nodes.push(
      `<bpmn:task id="task_${task}" name="Task ${task}"><bpmn:incoming>flow_${task}</bpmn:incoming>${out}</bpmn:task>`,
      `<bpmn:sequenceFlow id="flow_${task}" sourceRef="${from}" targetRef="task_${task}"/>`,
    );
    shapes.push(
      `<bpmndi:BPMNShape id="di_task_${task}" bpmnElement="task_${task}"><dc:Bounds x="${x}" y="78" width="100" height="80"/></bpmndi:BPMNShape>`,
      `<bpmndi:BPMNEdge id="di_flow_${task}" bpmnElement="flow_${task}"><di:waypoint x="${task === 1 ? 136 : x - 60}" y="118"/><di:waypoint x="${x}" y="118"/></bpmndi:BPMNEdge>`,
    );
  }
  return (
    `${HEAD}<bpmn:process id="process" isExecutable="true">${nodes.join('')}</bpmn:process>` +
    `<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="process">${shapes.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`
  );
}

/** `a` leads to `b`; nothing says where they are. */
export const withoutShapes =
  `${HEAD}<bpmn:process id="process" isExecutable="true"><bpmn:startEvent id="a"/><bpmn:endEvent id="b"/>` +
  '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b"/></bpmn:process></bpmn:definitions>';
