import { Bot, Crown, User, Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MemberView, RoleView } from '../../contract';
import { Chip } from '../../shared/chip';
import { EmptyState } from '../../shared/states';
import { useBoard } from './board-context';

/** Who works here, as what, and what each may do. */
export function TeamTab() {
  const { t } = useTranslation('blackboard');
  const { members, roles } = useBoard().view;
  if (members.length === 0 && roles.length === 0) {
    return (
      <EmptyState icon={<Users aria-hidden />} title={t('noTeam')}>
        {t('noTeamHelp')}
      </EmptyState>
    );
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keys
    <div className="board-page" tabIndex={0} role="region" aria-label={t('tab_team')}>
      <ul className="board-cards">
        {members.map((member) => (
          <Member key={member.id} member={member} />
        ))}
      </ul>
      {roles.length === 0 ? null : (
        <>
          <h2 className="board-heading">{t('roles')}</h2>
          <p className="board-hint">{t('rolesHelp')}</p>
          {roles.map((role) => (
            <Role key={role.id} role={role} />
          ))}
        </>
      )}
    </div>
  );
}

function Member({ member }: { member: MemberView }) {
  const { t } = useTranslation('blackboard');
  const Icon = member.kind === 'agent' ? Bot : User;
  return (
    <li className="board-card" aria-label={member.name}>
      <div className="board-card-head">
        <Icon aria-hidden />
        <strong>{member.name}</strong>
        <span className="board-hint">{t(`member_${member.kind}`)}</span>
        {member.leader ? (
          <Chip tone="accent" icon={<Crown aria-hidden />}>
            {t('leader')}
          </Chip>
        ) : null}
      </div>
      {member.persona === null ? null : <p className="board-card-words">{member.persona}</p>}
      <dl className="board-facts">
        {member.model === null ? null : <Fact name={t('model')} words={member.model} />}
        {member.roles.length === 0 ? null : <Fact name={t('roles')} words={member.roles.join(', ')} />}
        <Fact name={t('clearance')} words={t(`sensitivity_${member.clearance}`)} />
        {member.tools.length === 0 ? null : <Fact name={t('tools')} words={member.tools.join(', ')} />}
      </dl>
    </li>
  );
}

export function Fact({ name, words }: { name: string; words: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{words}</dd>
    </>
  );
}

function Role({ role }: { role: RoleView }) {
  const { t } = useTranslation('blackboard');
  return (
    <section className="board-role" aria-label={role.id}>
      <h3>{role.id}</h3>
      {role.description === '' ? null : <p className="board-card-words">{role.description}</p>}
      <ul>
        {role.actions.map((action) => (
          <li key={action}>
            <Chip tone="green">{t('force_permission')}</Chip> {t(`action_${action}`)}
          </li>
        ))}
        {role.rules.map((rule) => (
          <li key={`${rule.force} ${rule.action} ${rule.pattern ?? ''}`}>
            <Chip tone={rule.force === 'prohibition' ? 'red' : rule.force === 'permission' ? 'green' : 'amber'}>{t(`force_${rule.force}`)}</Chip>{' '}
            {t(`action_${rule.action}`)} {rule.pattern === null ? t('anything') : <code>{rule.pattern}</code>}
          </li>
        ))}
      </ul>
    </section>
  );
}
