import { Button, FileButton, Input, Progress, VisuallyHidden } from '@mantine/core'
import { type ReactNode, useRef, useState } from 'react'
import type { AttachedFile } from '../answers.ts'
import { queries, queryClient } from '../queries.ts'
import { formatSize } from '../ui/format.ts'
import { sentenceOf } from '../ui/Message.tsx'
import classes from './FileInput.module.css'
import { newId } from './new-id.ts'
import { fileAddress, sendFile } from './send-file.ts'
import { words as all } from './texts.ts'

const words = all.files

/** What a field of `format: "file"` holds: a file of the case, and the entry that attached it. */
export type FileValue = Pick<AttachedFile, 'name' | 'size' | 'type' | 'sha256' | 'seq'>

type Props = {
  caseId: string
  id: string
  label: ReactNode
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  value: FileValue | null
  onChange(value: FileValue | null): void
}

/** A field for one file, which is attached to the case as soon as it is chosen. */
export function FileInput({
  caseId,
  id,
  label,
  description,
  error,
  required = false,
  value,
  onChange,
}: Props) {
  const [part, setPart] = useState<number | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const stop = useRef(new AbortController())
  const clear = useRef<() => void>(null)

  async function send(file: File | null): Promise<void> {
    if (!file) return
    stop.current = new AbortController()
    setProblem(null)
    setPart(0)
    try {
      const { signal } = stop.current
      const sent = await sendFile(caseId, file, { id: newId(), onProgress: setPart, signal })
      onChange({ name: sent.name, size: sent.size, type: sent.type, sha256: sent.sha256, seq: sent.seq })
      void queryClient.invalidateQueries({ queryKey: queries.files(caseId).queryKey })
    } catch (failed) {
      if (!stop.current.signal.aborted) setProblem(sentenceOf(failed as Error))
    } finally {
      setPart(null)
      clear.current?.()
    }
  }

  return (
    <Input.Wrapper
      id={id}
      label={label}
      description={description}
      error={problem ?? error}
      labelElement="div"
    >
      <div className={classes.field}>
        {value !== null && part === null && (
          <span className={classes.file}>
            <a href={fileAddress(caseId, value.seq)} download={value.name} dir="auto">
              {value.name}
            </a>{' '}
            <span>{formatSize(value.size)}</span>
          </span>
        )}
        {part !== null && (
          <Progress className={classes.progress} value={part * 100} size="sm" aria-label={words.sending} />
        )}
        <FileButton resetRef={clear} onChange={file => void send(file)} inputProps={{ tabIndex: -1 }}>
          {props => (
            <Button
              {...props}
              id={id}
              variant="default"
              size="xs"
              disabled={part !== null}
              aria-describedby={problem === null && !error ? undefined : `${id}-error`}
            >
              {value === null ? words.chooseOne(required) : words.replace}
              <VisuallyHidden> {label}</VisuallyHidden>
            </Button>
          )}
        </FileButton>
        {part !== null && (
          <Button variant="subtle" size="xs" onClick={() => stop.current.abort()}>
            {words.stop}
          </Button>
        )}
        {value !== null && part === null && (
          <Button
            variant="subtle"
            size="xs"
            aria-label={words.takeOutNamed(value.name)}
            onClick={() => onChange(null)}
          >
            {words.takeOut}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  )
}
