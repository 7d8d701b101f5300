import { Button, FileButton } from '@mantine/core'
import { useState } from 'react'
import proof from '../proof/Proof.module.css'
import { words } from './texts.ts'

const { conformance: said } = words

/** A log from the reader's disk. */
export function ChooseFile({ choose }: { choose(file: File): void }) {
  const [isOver, setOver] = useState(false)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same by keys
    <div
      className={proof.drop}
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
        if (file) choose(file)
      }}
    >
      <FileButton accept=".xes,.csv,.xml,.txt,text/csv,text/xml" onChange={file => file && choose(file)}>
        {props => (
          <Button {...props} variant="default" size="compact-md">
            {said.choose}
          </Button>
        )}
      </FileButton>
      <span>{said.drop}</span>
    </div>
  )
}
