/** Makes something of the text that a run runs; once for each text, which is another one when the run goes on with a changed routine. */
export function perText<Made>(make: (xml: string) => Made): (runId: string, xml: string) => Made {
  const known = new Map<string, { xml: string; made: Made }>();
  return (runId, xml) => {
    const before = known.get(runId);
    if (before?.xml === xml) return before.made;
    const made = make(xml);
    known.set(runId, { xml, made });
    return made;
  };
}
