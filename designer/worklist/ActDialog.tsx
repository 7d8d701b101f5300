import { Loader } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { caseName } from '../../engine/case-name.ts'
import type { EnabledEvent } from '../../engine/enabled.ts'
import type { CaseView, Version } from '../answers.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { isolated } from '../ui/isolated.ts'
import { Failed } from '../ui/Message.tsx'
import { EventForm } from '../work/EventForm.tsx'
import { labelsOf } from '../work/labels.ts'
import { placesOf } from '../work/places.ts'
import { tell } from '../work/sentence.ts'
import { words } from './texts.ts'
import type { Asked } from './use-acts.ts'
import classes from './WorkPage.module.css'

type Props = { asked: Asked; onSent(after: CaseView): void; onClose(): void }

/** The form of an event over the list, which stays where it is. What was typed is kept when it is closed. */
export function ActDialog({ asked, onSent, onClose }: Props) {
  const { item, title } = asked
  const shown = useQuery(queries.case(item.id))
  const ran = useQuery(queries.version(item.process, item.version))
  const isNarrow = useMediaQuery('(max-width: 620px)')
  const failed = (shown.data ? null : shown.error) ?? ran.error
  return (
    <Dialog
      title={`${title} · ${isolated(caseName(item.data) ?? item.id)}`}
      size="lg"
      fullScreen={isNarrow === true}
      onClose={onClose}
      closeButtonProps={{ 'aria-label': words.act.close }}
    >
      {failed ? (
        <Failed error={failed} retry={() => (shown.data ? ran : shown).refetch()} />
      ) : shown.data && ran.data ? (
        <Form {...{ asked, onSent, onClose }} view={shown.data} version={ran.data} />
      ) : (
        <Loader aria-label={texts.loading} />
      )}
    </Dialog>
  )
}

function Form({ asked, view, version, onSent, onClose }: Props & { view: CaseView; version: Version }) {
  const { definition } = version
  const me = useQuery(queries.me()).data
  const history = useQuery(queries.history(view.id, view.seq))
  const entries = history.data?.items ?? []
  const places = useMemo(() => placesOf(definition), [definition])
  const labelOf = useMemo(() => labelsOf(definition.data), [definition])
  const told = useMemo(() => tell(entries, definition, places), [entries, definition, places])
  const find = () => view.events.find(({ type }) => type === asked.type)
  // As it was opened: what was typed stays, even when the case has moved on without it.
  const [event] = useState<EnabledEvent | undefined>(find)
  if (!event) return <p>{texts.events.gone}</p>
  return (
    <div className={classes.act}>
      {event.description !== null && <p className={classes.soft}>{event.description}</p>}
      {asked.ends && <p>{words.act.ends}</p>}
      <EventForm
        {...{ view, event, entries, told, labelOf, onSent }}
        person={me?.id ?? ''}
        gone={find()?.enabled !== true}
        onCancel={onClose}
      />
    </div>
  )
}
