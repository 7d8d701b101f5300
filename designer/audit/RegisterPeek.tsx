import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RegisterName } from '../../engine/case.ts'
import { queries } from '../queries.ts'
import { texts } from '../texts.ts'
import { formatExactly, humanise } from '../ui/format.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { named } from '../ui/names.ts'
import classes from './Audit.module.css'
import { Raw } from './Raw.tsx'
import { words } from './texts.ts'

const { details } = words

/** A register as it was in a version; it comes when it is looked at. */
export function RegisterPeek({ name, version }: { name: RegisterName; version: number }) {
  const [isOpen, setIsOpen] = useState(false)
  const { data, error } = useQuery({ ...queries.registerVersion(name, version), enabled: isOpen })
  const title = details.registerVersion(humanise(name), version)
  return (
    <details className={classes.peek} onToggle={event => setIsOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {error && <p role="alert">{sentenceOf(error)}</p>}
      {isOpen && !data && !error && <Loader size="xs" aria-label={texts.loading} />}
      {data && (
        <>
          {data.savedAt !== '' && (
            <p className={classes.soft}>
              {details.registerSaved(named(data.savedBy))}, {formatExactly(data.savedAt)}
              {data.note !== '' && `: “${data.note}”`}
            </p>
          )}
          <Raw label={title} content={data.content} />
        </>
      )}
    </details>
  )
}
