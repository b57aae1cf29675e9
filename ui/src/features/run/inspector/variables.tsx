import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScopeView } from '../../../contract';
import { SearchField } from '../../../shared/field';
import { useNames } from '../names';
import { draftChange } from '../holding/tray';
import { useIsPast, useView } from '../run-context';
import { hasEnded } from '../sentences/run-state';
import { Values } from './values';

/** The scopes inside each scope; those whose outer scope is gone stand at the top. */
export function scopeTree(scopes: readonly ScopeView[]): ReadonlyMap<string | null, readonly ScopeView[]> {
  const known = new Set(scopes.map(({ id }) => id));
  const inside = new Map<string | null, ScopeView[]>();
  for (const scope of scopes) {
    const outer = scope.parent !== null && known.has(scope.parent) ? scope.parent : null;
    inside.set(outer, [...(inside.get(outer) ?? []), scope]);
  }
  return inside;
}

const SEARCHED = 8;

/** Variables of every scope, inner ones below outer ones. The scope of the branch that is looked at is marked. */
export function Variables({ scopeId }: { scopeId: string | null }) {
  const { t } = useTranslation('run');
  const scopes = useView((view) => view.scopes);
  const [query, setQuery] = useState('');
  const tree = useMemo(() => scopeTree(scopes), [scopes]);
  const count = scopes.reduce((sum, { variables }) => sum + Object.keys(variables).length, 0);
  if (count === 0) return <p className="values-none">{t('noVariables')}</p>;
  return (
    <div className="variables">
      {count > SEARCHED ? (
        <div className="variables-search">
          <SearchField label={t('searchVariables')} value={query} onChange={setQuery} />
        </div>
      ) : null}
      <Scopes tree={tree} outer={null} scopeId={scopeId} query={query.toLowerCase()} />
    </div>
  );
}

interface ScopesProps {
  tree: ReadonlyMap<string | null, readonly ScopeView[]>;
  outer: string | null;
  scopeId: string | null;
  query: string;
}

function Scopes({ tree, outer, scopeId, query }: ScopesProps) {
  const { t } = useTranslation('run');
  const names = useNames();
  const isPast = useIsPast();
  const isFixed = useView(hasEnded) || isPast;
  return (tree.get(outer) ?? []).map((scope) => {
    const shown = Object.fromEntries(Object.entries(scope.variables).filter(([name]) => name.toLowerCase().includes(query)));
    return (
      <section key={scope.id} className="scope" data-inside={outer !== null}>
        <h3 className="scope-name" data-here={scope.id === scopeId}>
          {scope.elementName ?? names.element(scope.element)}
          {scope.ended ? <span className="scope-ended">{t('scopeEnded')}</span> : null}
        </h3>
        <Values
          values={shown}
          empty={t('noVariables')}
          {...(isFixed || scope.ended ? {} : { onEdit: (name: string) => draftChange({ kind: 'setVariable', scopeId: scope.id, name }) })}
        />
        <Scopes tree={tree} outer={scope.id} scopeId={scopeId} query={query} />
      </section>
    );
  });
}
