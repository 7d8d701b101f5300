import { Button, CloseButton } from '@mantine/core'
import { useEffect, useState } from 'react'
import { diff } from '../../../engine/diff.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Changes } from '../../versions/Changes.tsx'
import type { Editor } from '../editor.ts'
import { Conflict, Copy } from './Conflict.tsx'
import { LeftBehind } from './LeftBehind.tsx'
import { without } from './meet.ts'
import classes from './Saving.module.css'
import type { Shown, TakenIn } from './saving.ts'
import { words } from './texts.ts'
import type { Drafting } from './use-drafting.ts'

type Props = {
  drafting: Drafting
  editor: Editor
  choosing: boolean
  setChoosing(choosing: boolean): void
  say(sentence: string): void
}

/** What the owner has to know about the draft: work left behind, what others changed, what both changed. */
export function DraftNotices({ drafting, editor, choosing, setChoosing, say }: Props) {
  const { saving, copies, shown, taken, closeTaken } = drafting
  const { conflict } = shown
  const isConflict = conflict !== undefined
  useEffect(() => setChoosing(isConflict), [isConflict, setChoosing])
  const who = conflict?.theirs.by ?? ''
  return (
    <>
      <div className={classes.notices}>
        {!editor.readOnly && <LeftBehind {...{ copies, editor, say }} />}
        {taken && <Taken key={taken.before.definition.id} {...{ taken, editor, close: closeTaken }} />}
        {conflict && !conflict.sides && (
          <Unreadable {...{ conflict, who, editor, keep: () => void saving.keepMine() }} />
        )}
      </div>
      {conflict?.sides && choosing && (
        <Conflict
          sides={conflict.sides}
          who={who}
          decide={choose => void saving.decide(choose)}
          onClose={() => setChoosing(false)}
        />
      )}
    </>
  )
}

/** Somebody else's changes are on the screen now. */
function Taken({ taken, editor, close }: { taken: TakenIn; editor: Editor; close(): void }) {
  const [isOpen, setOpen] = useState(false)
  const { by, base, theirs, meeting } = taken
  const count = diff(base.definition, theirs.definition).length
  const { places, renamed } = meeting
  return (
    <section className={classes.notice} aria-label={words.taken.title}>
      <div role="status">
        <p>{words.taken.one(by, count)}</p>
        {places.length > 0 && <p>{words.conflict.bothMoved(places.length)}</p>}
        {renamed.length > 0 && <p>{words.conflict.renamed(renamed.length)}</p>}
      </div>
      <div className={classes.row}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            editor.apply({ kind: 'replace', ...without(taken, editor.get().draft) })
            close()
          }}
        >
          {words.taken.undo}
        </Button>
        {count > 0 && (
          <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
            {words.taken.details}
          </Button>
        )}
      </div>
      <CloseButton className={classes.close} aria-label={words.taken.close} onClick={close} />
      {isOpen && (
        <Dialog
          onClose={() => setOpen(false)}
          size="lg"
          title={words.conflict.byTheirs(by)}
          closeButtonProps={{ 'aria-label': words.taken.close }}
        >
          <Changes before={base.definition} after={theirs.definition} />
        </Dialog>
      )}
    </section>
  )
}

/** Somebody else, or a program, has saved what is no draft. */
function Unreadable(props: {
  conflict: NonNullable<Shown['conflict']>
  who: string
  editor: Editor
  keep(): void
}) {
  const { conflict, who, editor, keep } = props
  return (
    <section className={classes.notice} role="alert" aria-label={words.conflict.title}>
      <p>{words.conflict.unreadable(who)}</p>
      <div className={classes.row}>
        <Copy draft={editor.get().draft} label={words.conflict.copyMine} />
        <Copy draft={conflict.theirs.saved} label={words.conflict.copyTheirs} />
        <Button size="compact-sm" variant="default" onClick={keep}>
          {words.conflict.keepMine}
        </Button>
      </div>
    </section>
  )
}
