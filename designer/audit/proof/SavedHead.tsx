import { Button, FileButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../queries.ts'
import { sentenceOf } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Verdict } from './Findings.tsx'
import classes from './Proof.module.css'
import { compareHead } from './saved-head.ts'
import { words } from './texts.ts'

const { compare } = words

/** Takes a head that somebody has kept elsewhere, and says whether the log still begins with it. */
export function SavedHead() {
  const [isOver, setOver] = useState(false)
  const comparing = useMutation({ mutationFn: async (file: File) => compareHead(await file.text(), api) })
  const { data, error, isPending } = comparing
  return (
    <Panel title={compare.title}>
      <div className={classes.body}>
        <p className={classes.soft}>{compare.text}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same by keys */}
        <div
          className={classes.drop}
          data-over={isOver || undefined}
          onDragOver={event => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={event => {
            event.preventDefault()
            setOver(false)
            const [file] = event.dataTransfer.files
            if (file) comparing.mutate(file)
          }}
        >
          <FileButton accept=".json,application/json" onChange={file => file && comparing.mutate(file)}>
            {props => (
              <Button {...props} variant="default" size="compact-md" loading={isPending}>
                {compare.choose}
              </Button>
            )}
          </FileButton>
          <span>{compare.drop}</span>
        </div>
        {data && (
          <Verdict outcome={data.outcome === 'unreadable' ? 'unknown' : data.outcome}>
            {compare[data.outcome]}. {data.sentence}
          </Verdict>
        )}
        {error && (
          <p role="alert">
            {compare.failed} {sentenceOf(error)}
          </p>
        )}
      </div>
    </Panel>
  )
}
