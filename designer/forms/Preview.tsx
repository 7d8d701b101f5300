import { Button, Loader } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import type { JsonSchema } from '../../engine/json.ts'
import { texts } from '../texts.ts'
import classes from './Forms.module.css'
import { words } from './texts.ts'

const DataForm = lazy(() =>
  import('../work/form/DataForm.tsx').then(({ DataForm }) => ({ default: DataForm })),
)

/** A form as staff will see it, to be filled in and tried; nothing is sent. */
export function Preview({ title, schema }: { title: string; schema: JsonSchema }) {
  const [isFitting, setFitting] = useState(false)
  const isEmpty = Object.keys(schema.properties ?? {}).length === 0
  return (
    <div className={classes.preview}>
      <h3>{words.preview.title}</h3>
      <p className={classes.previewTitle}>{title}</p>
      {isEmpty && <p className={classes.hint}>{words.preview.nothing}</p>}
      <Suspense fallback={<Loader size="sm" aria-label={texts.loading} />}>
        <DataForm
          title={words.preview.title}
          schema={schema}
          onChange={() => setFitting(false)}
          onSubmit={() => setFitting(true)}
          buttons={() =>
            !isEmpty && (
              <Button type="submit" variant="default">
                {words.preview.try}
              </Button>
            )
          }
        />
      </Suspense>
      <p role="status" className={classes.hint}>
        {isFitting && words.preview.fits}
      </p>
    </div>
  )
}
