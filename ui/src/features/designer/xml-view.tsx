import { useEffect, useLayoutEffect, useRef } from 'react';
import { XmlEditor, type LineProblem } from './xml-editor';

interface XmlViewProps {
  label: string;
  text: string;
  problems: readonly LineProblem[];
  /** Given when the text can be changed. */
  onChange?: (text: string) => void;
  /** The line to show first. */
  line?: number | null;
}

/** A text of XML with line numbers. */
export function XmlView({ label, text, problems, onChange, line }: XmlViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<XmlEditor | null>(null);
  const latest = useRef({ text, problems, onChange });
  useLayoutEffect(() => {
    latest.current = { text, problems, onChange };
  });
  const canChange = onChange !== undefined;
  useLayoutEffect(() => {
    if (!host.current) return;
    const made = new XmlEditor(host.current, { label, onChange: canChange ? (now) => latest.current.onChange?.(now) : null });
    editor.current = made;
    made.show(latest.current.text, latest.current.problems);
    return () => {
      made.destroy();
      editor.current = null;
    };
  }, [label, canChange]);
  useEffect(() => editor.current?.show(text, problems), [text, problems]);
  useEffect(() => {
    if (line) editor.current?.reveal(line);
  }, [line]);
  return <div ref={host} className="xml-view" />;
}
