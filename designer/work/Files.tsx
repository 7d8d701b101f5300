import { Button, FileButton, Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, type DragEvent, useEffect, useState } from 'react'
import type { AttachedFile } from '../answers.ts'
import { queries } from '../queries.ts'
import { formatSize } from '../ui/format.ts'
import { Instant } from '../ui/Instant.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import { Panel } from '../ui/Panel.tsx'
import classes from './Files.module.css'
import { fileAddress } from './send-file.ts'
import { words as all } from './texts.ts'
import { type Upload, useUploads } from './use-uploads.ts'

const words = all.files

/** What is attached to the case, newest first, and the ways to attach more: a button, dropping, pasting. */
export function Files({ caseId }: { caseId: string }) {
  const me = useQuery(queries.me()).data
  const files = useQuery(queries.files(caseId))
  const mayAttach = me?.rights.includes('case.send') === true
  const items = files.data?.toReversed()
  return (
    <Panel title={words.title} {...(items && items.length > 0 && { aside: words.count(items.length) })}>
      {mayAttach && <Attach caseId={caseId} />}
      {files.isError && (
        <p className={classes.none} role="alert">
          {sentenceOf(files.error)}
        </p>
      )}
      {items?.length === 0 && <p className={classes.none}>{words.none}</p>}
      {items && items.length > 0 && (
        <ul className={classes.files}>
          {items.map(file => (
            <FileItem key={file.seq} caseId={caseId} file={file} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function FileItem({ caseId, file }: { caseId: string; file: AttachedFile }) {
  const { seq, name, size, type, at, by } = file
  return (
    <li>
      <a className={classes.name} href={fileAddress(caseId, seq)} download={name} dir="auto">
        {name}
      </a>
      <p className={classes.about}>
        <span>{formatSize(size)}</span>
        <span>{by.name ?? by.id}</span>
        <Instant at={at} />
        {type.startsWith('image/') && (
          <a
            href={fileAddress(caseId, seq, true)}
            target="_blank"
            rel="noreferrer"
            aria-label={words.showNamed(name)}
          >
            {words.show}
          </a>
        )}
      </p>
    </li>
  )
}

function Attach({ caseId }: { caseId: string }) {
  const { uploads, attached, add, again, remove } = useUploads(caseId)
  const [isOver, setIsOver] = useState(false)
  useNoStrayDrops()
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer.types.includes('Files')

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same
    <div
      className={classes.attach}
      data-over={isOver || undefined}
      // A click here is enough for a paste to arrive here. Nowhere else on the page: what is attached stays.
      tabIndex={-1}
      onPaste={(event: ClipboardEvent) => {
        if (event.clipboardData.files.length === 0) return
        event.preventDefault()
        add([...event.clipboardData.files])
      }}
      onDragOver={event => {
        if (!hasFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setIsOver(true)
      }}
      onDragLeave={event => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false)
      }}
      onDrop={event => {
        event.preventDefault()
        setIsOver(false)
        add([...event.dataTransfer.files])
      }}
    >
      <FileButton multiple onChange={chosen => add(chosen)} inputProps={{ 'aria-label': words.choose }}>
        {props => (
          <Button variant="default" {...props}>
            {words.attach}
          </Button>
        )}
      </FileButton>
      <p className={classes.hint}>{words.hint}</p>
      {uploads.length > 0 && (
        <ul className={classes.uploads}>
          {uploads.map(upload => (
            <UploadItem
              key={upload.id}
              upload={upload}
              again={() => again(upload)}
              remove={() => remove(upload.id)}
            />
          ))}
        </ul>
      )}
      <span className={classes.said} role="status">
        {attached.length > 0 && words.attached(attached)}
      </span>
    </div>
  )
}

type ItemProps = { upload: Upload; again(): void; remove(): void }

function UploadItem({ upload: { file, part, problem, canTryAgain }, again, remove }: ItemProps) {
  const name = file.name || words.unnamed
  return (
    <li data-failed={problem !== null || undefined}>
      <div className={classes.row}>
        <span className={classes.name} dir="auto">
          {name}
        </span>
        {canTryAgain && (
          <Button variant="subtle" size="compact-xs" aria-label={words.againNamed(name)} onClick={again}>
            {words.again}
          </Button>
        )}
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={problem === null ? words.stopNamed(name) : words.dismissNamed(name)}
          onClick={remove}
        >
          {problem === null ? words.stop : words.dismiss}
        </Button>
      </div>
      {problem === null ? (
        <Progress value={part * 100} size="sm" aria-label={words.progress(name)} />
      ) : (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </li>
  )
}

/** A file that misses its place would be opened by the browser, in the place of the page and of what is half written. */
function useNoStrayDrops(): void {
  useEffect(() => {
    const stop = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
    }
    window.addEventListener('dragover', stop)
    window.addEventListener('drop', stop)
    return () => {
      window.removeEventListener('dragover', stop)
      window.removeEventListener('drop', stop)
    }
  }, [])
}
