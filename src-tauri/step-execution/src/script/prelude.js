// What a script finds besides the language itself. Evaluated before every script, in its fresh runtime; answers the
// class of BPMN errors, the function that writes a result, and the one that gives variables their names.
((say) => {
  'use strict';
  const { parse, UTC } = Date;
  const RealDate = Date;
  const { stringify } = JSON;
  const { isFinite } = Number;
  const { apply, construct } = Reflect;
  const { test } = RegExp.prototype;

  const absent = (name, instead) => () => {
    throw new Error(`${name} is not available: a script gives the same result whenever it runs; ${instead}`);
  };

  Math.random = absent('Math.random', 'take a seed or a drawn number as an input');

  // Dates without a clock and without the machine's time zone: what names no zone is UTC.
  const noClock = absent('The time of day', 'take it as an input, for example from the FEEL expression now()');
  const zoned = /(?:Z|GMT|UTC|[+-]\d\d:?\d\d)\s*(?:\(.*\))?\s*$/i;
  const dateOnly = /^\s*[+-]?\d{4,6}(?:-\d\d){0,2}\s*$/;
  const isoTime = /^\s*[+-]?\d{4,6}-\d\d-\d\dT/;
  const read = (text) => {
    if (apply(test, zoned, [text]) || apply(test, dateOnly, [text])) return parse(text);
    return parse(apply(test, isoTime, [text]) ? `${text}Z` : `${text} UTC`);
  };
  const moment = (value) => {
    if (value instanceof RealDate) return +value;
    const primitive = typeof value === 'object' && value !== null ? value.valueOf() : value;
    return typeof primitive === 'string' ? read(primitive) : +primitive;
  };
  const UtcDate = function Date(...parts) {
    if (new.target === undefined || parts.length === 0) noClock();
    return construct(RealDate, [parts.length === 1 ? moment(parts[0]) : UTC(...parts)], new.target);
  };
  UtcDate.prototype = RealDate.prototype;
  UtcDate.prototype.constructor = UtcDate;
  UtcDate.UTC = UTC;
  UtcDate.parse = (text) => read(`${text}`);
  UtcDate.now = noClock;
  globalThis.Date = UtcDate;

  const dates = RealDate.prototype;
  for (const part of ['FullYear', 'Month', 'Date', 'Day', 'Hours', 'Minutes', 'Seconds', 'Milliseconds']) {
    dates[`get${part}`] = dates[`getUTC${part}`];
    if (part !== 'Day') dates[`set${part}`] = dates[`setUTC${part}`];
  }
  delete dates.getYear;
  delete dates.setYear;
  const inUtc = dates.toUTCString;
  dates.getTimezoneOffset = () => 0;
  dates.toString = inUtc;
  dates.toLocaleString = inUtc;
  dates.toDateString = dates.toLocaleDateString = function () {
    return isFinite(+this) ? this.toISOString().slice(0, 10) : 'Invalid Date';
  };
  dates.toTimeString = dates.toLocaleTimeString = function () {
    return isFinite(+this) ? this.toISOString().slice(11, 19) : 'Invalid Date';
  };

  class BpmnError extends Error {
    constructor(code, message, variables) {
      super(message === undefined ? `${code}` : `${message}`);
      this.code = `${code}`;
      this.variables = variables;
    }
  }
  BpmnError.prototype.name = 'BpmnError';
  Object.freeze(BpmnError);
  globalThis.BpmnError = BpmnError;

  const shown = (value) => {
    if (typeof value === 'string') return value;
    try {
      return stringify(value) ?? `${value}`;
    } catch {
      return `${value}`;
    }
  };
  const log = (...values) => say(values.map(shown).join(' '));
  globalThis.console = { log, info: log, warn: log, error: log, debug: log };

  // JSON.stringify drops or bends what JSON cannot hold; a result that silently differs is refused instead.
  const unfit = (value) => {
    switch (typeof value) {
      case 'number':
        return isFinite(value) ? undefined : `${value}`;
      case 'bigint':
        return 'a BigInt (make it a number or a text)';
      case 'function':
        return 'a function';
      case 'symbol':
        return 'a symbol';
      case 'object':
        if (value instanceof Map || value instanceof Set) return 'a Map or Set (spread it into an array or object)';
        return undefined;
      default:
        return undefined;
    }
  };
  const write = (value) =>
    stringify(value, (key, inner) => {
      const what = unfit(inner);
      if (what !== undefined) {
        throw new TypeError(`the result holds ${what}${key === '' ? '' : ` in "${key}"`}, which is no JSON`);
      }
      return inner;
    });

  // Variables are also there by their own names, unless the language already uses the name.
  const name = (input) => {
    for (const key of Object.keys(input)) {
      if (!(key in globalThis)) globalThis[key] = input[key];
    }
    return input;
  };

  return { BpmnError, write, name };
})
