import { useMutation } from '@tanstack/react-query'
import { api } from '../../queries.ts'
import { WithInstants } from '../../ui/Instant.tsx'
import { sentenceOf } from '../../ui/Message.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { DropFile } from '../DropFile.tsx'
import { Verdict } from './Findings.tsx'
import classes from './Proof.module.css'
import { compareHead } from './saved-head.ts'
import { words } from './texts.ts'

const { compare } = words

/** Takes a head that somebody has kept elsewhere, and says whether the log still begins with it. */
export function SavedHead() {
  const comparing = useMutation({ mutationFn: async (file: File) => compareHead(await file.text(), api) })
  const { data, error, isPending } = comparing
  return (
    <Panel title={compare.title}>
      <div className={classes.body}>
        <p className={classes.soft}>{compare.text}</p>
        <DropFile
          accept=".json,application/json"
          label={compare.choose}
          orDrop={compare.drop}
          isBusy={isPending}
          take={comparing.mutate}
        />
        {data && (
          <Verdict outcome={data.outcome === 'unreadable' ? 'unknown' : data.outcome}>
            {compare[data.outcome]}. <WithInstants text={data.sentence} />
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
