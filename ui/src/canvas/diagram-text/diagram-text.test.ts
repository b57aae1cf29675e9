import { expect, it } from 'vitest';
import { readDrawing } from './drawing';
import { elementNames } from './names';

const XML = `<?xml version="1.0"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D">
  <!-- <b:task id="Gone" name="not there"/> -->
  <b:process id="P" isExecutable="true">
    <b:startEvent id="S"/>
    <b:userTask id="T" name='Review &amp; sign &#x2713;'><b:documentation>&lt;task id="No"/></b:documentation></b:userTask>
    <b:exclusiveGateway id="G" name=" "/>
    <b:sequenceFlow id="F" sourceRef="S" targetRef="T"/>
  </b:process>
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="P">
    <bpmndi:BPMNShape id="S_di" bpmnElement="S"><dc:Bounds x="100" y="100" width="36" height="36"/>
      <bpmndi:BPMNLabel><dc:Bounds x="90" y="140" width="60" height="14"/></bpmndi:BPMNLabel></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="T_di" bpmnElement="T"><dc:Bounds x="200" y="78" width="100" height="80"/></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="F_di" bpmnElement="F"><di:waypoint x="136" y="118"/><di:waypoint x="200" y="118"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
  <bpmndi:BPMNDiagram><bpmndi:BPMNPlane bpmnElement="Other">
    <bpmndi:BPMNShape bpmnElement="G"><dc:Bounds x="9000" y="78" width="50" height="50"/></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</b:definitions>`;

it('names are read with any prefix, and comments are not', () => {
  const names = elementNames(XML);
  expect(names.get('T')).toEqual({ type: 'userTask', name: 'Review & sign ✓' });
  expect(names.get('G')).toEqual({ type: 'exclusiveGateway', name: null });
  expect(names.has('Gone') || names.has('No') || names.has('S_di')).toBe(false);
});

it('a drawing has the shapes and flows of the first page, without labels', () => {
  expect(readDrawing(XML)).toEqual({
    x: 92,
    y: 70,
    width: 216,
    height: 96,
    shapes: [
      { outline: 'circle', x: 100, y: 100, width: 36, height: 36 },
      { outline: 'box', x: 200, y: 78, width: 100, height: 80 },
    ],
    flows: [{ points: [{ x: 136, y: 118 }, { x: 200, y: 118 }], thin: false }],
  });
});

it('a file without a drawing has none', () => {
  expect(readDrawing('<definitions><process id="P"/></definitions>')).toBeNull();
  expect(readDrawing('no XML at all < ')).toBeNull();
});
