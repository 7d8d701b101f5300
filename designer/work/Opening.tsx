import { useId } from 'react'
import type { Mender } from '../../engine/opening/menders.ts'
import type { Need, Opening as WouldOpen } from '../../engine/opening.ts'
import { Ask } from './Ask.tsx'
import classes from './Opening.module.css'
import { tellMender, tellNeed, tellOwner, toldOf, type Whereabouts } from './opening-words.ts'
import { words } from './texts.ts'

/** `onSend`: the reader wants to send one of the events that can be sent now. */
export type Sending = { caseId: string; where: Whereabouts; onSend: (type: string) => void }

/** The id of an event's place among those that can be sent. */
export const eventId = (type: string): string => `event ${type}`.replaceAll(/\s/g, '-')

/** `wanted`: what the blocked event is called. */
type Props = Sending & { opening: WouldOpen | null; wanted: string }

/** The fewest things that would open a blocked event, each with the events that bring it about. */
export function Opening({ opening, wanted, ...sending }: Props) {
  const id = useId()
  // The roles are told above, in words of their own.
  const needs = opening?.needs.filter(({ kind }) => kind !== 'role') ?? []
  if (opening && needs.length === 0) return null
  return (
    <div className={classes.opening}>
      <h5 id={id}>{words.opening.title}</h5>
      {opening === null ? (
        <p>{words.opening.none}</p>
      ) : (
        <ul aria-labelledby={id}>
          {needs.map(need => (
            <NeedItem key={need.path} {...{ need, wanted, ...sending }} />
          ))}
        </ul>
      )}
      {opening !== null && opening.more > 0 && <p>{words.opening.more(opening.more)}</p>}
    </div>
  )
}

function NeedItem({ need, wanted, caseId, where, onSend }: Sending & { need: Need; wanted: string }) {
  const owner = tellOwner(need)
  return (
    <li>
      {tellNeed(need)}
      {owner !== '' && ` ${owner}`}
      {need.by.length > 0 && (
        <ul className={classes.menders}>
          {toldOf(need).map(mender => (
            <li key={mender.type}>
              <MenderTitle mender={mender} onSend={onSend} />: {tellMender(mender, where)}{' '}
              {mender.isEnabledNow && !mender.isYours && mender.allow !== null && (
                <Ask caseId={caseId} roles={mender.allow} request={requestOf(mender, need, wanted)} />
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** "Please: Confirm a promise (p2). It is needed for “Won”." */
const requestOf = ({ title }: Mender, { element }: Need, wanted: string): string =>
  words.ask.request(element === undefined ? title : `${title} (${element})`, wanted)

/** A way to the event, where the reader can send it now: it opens the event's form. */
function MenderTitle({ mender, onSend }: { mender: Mender; onSend: (type: string) => void }) {
  if (!mender.isYours) return <strong>{mender.title}</strong>
  return (
    <a
      href={`#${eventId(mender.type)}`}
      className={classes.send}
      onClick={click => {
        click.preventDefault()
        onSend(mender.type)
      }}
    >
      {mender.title}
    </a>
  )
}
