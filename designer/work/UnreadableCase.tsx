import { useQuery } from '@tanstack/react-query'
import type { Definition } from '../../engine/definition.ts'
import type { CaseView } from '../answers.ts'
import { queries } from '../queries.ts'
import { LockSign } from '../ui/signs.tsx'
import { CaseData } from './CaseData.tsx'
import { CaseHeader } from './CaseHeader.tsx'
import classes from './CasePage.module.css'
import { Comments } from './Comments.tsx'
import { Files } from './Files.tsx'
import { History } from './History.tsx'
import { unknownPlaces } from './places.ts'
import banner from './SentBack.module.css'
import { words } from './texts.ts'

/** A case whose version cannot be run any more: what is on record, and a sentence. Names are made from keys. */
export function UnreadableCase({ view, sentence }: { view: CaseView; sentence: string }) {
  const history = useQuery(queries.history(view.id, view.seq))
  const entries = history.data?.items ?? []
  const definition: Definition = { id: view.process, name: view.process, initial: '', states: {} }
  return (
    <>
      <CaseHeader view={view} processName={view.process} />
      <section className={banner.banner} data-kind="unreadable" aria-label={words.unreadable}>
        <LockSign />
        <p>
          <strong>{words.unreadable}</strong>
        </p>
        <p className={banner.reason}>{sentence}</p>
      </section>
      <div className={classes.columns}>
        <div className={classes.column}>
          <History
            entries={entries}
            damaged={history.data?.damaged ?? []}
            definition={definition}
            places={unknownPlaces}
            error={history.error}
            pending={history.isPending}
          />
          <CaseData data={view.data} schema={undefined} />
        </div>
        <div className={classes.column}>
          <Comments caseId={view.id} entries={entries} />
          <Files caseId={view.id} />
        </div>
      </div>
    </>
  )
}
