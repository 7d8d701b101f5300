import { DropFile } from '../DropFile.tsx'
import { words } from './texts.ts'

const { conformance: said } = words

/** A log from the reader's disk. */
export const ChooseFile = ({ choose }: { choose(file: File): void }) => (
  <DropFile
    accept=".xes,.csv,.xml,.txt,text/csv,text/xml"
    label={said.choose}
    orDrop={said.drop}
    take={choose}
  />
)
