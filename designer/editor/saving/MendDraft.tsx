import { Button, CopyButton, Textarea } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import type { Json } from '../../../engine/json.ts'
import { parseDefinition } from '../../../engine/parse.ts'
import type { Draft as SavedDraft } from '../../answers.ts'
import { api, queries } from '../../queries.ts'
import { sentenceOf } from '../../ui/Message.tsx'
import classes from './Saving.module.css'
import { words } from './texts.ts'

type Props = { process: string; saved: SavedDraft; mayDraw: boolean; onMended(saved: SavedDraft): void }

const mostShown = 50

/** A draft that does not parse, as text with its problems: its owner mends it here. */
export function MendDraft({ process, saved, mayDraw, onMended }: Props) {
  const [text, setText] = useState(() => JSON.stringify(saved.definition, null, 2))
  const { definition, problems } = parseDefinition(text)
  const published = useQuery(queries.processes()).data?.find(one => one.process === process)
  const id = useId()
  const save = useMutation({
    mutationFn: async (content: { definition: Json; layout: Json }) => {
      const answer = await api.saveDraft(process, content, saved.revision)
      if (answer.kind === 'conflict') throw new Error(words.mend.moved)
      onMended(answer.document)
    },
  })
  const goBack = async () => {
    const { definition, layout } = await api.process(process)
    save.mutate({ definition: definition as unknown as Json, layout })
  }
  return (
    <div className={classes.mend}>
      <h1>{words.mend.title}</h1>
      <p>{mayDraw ? words.mend.text : words.mend.look}</p>
      <div className={classes.mendColumns}>
        <Textarea
          label={words.mend.label}
          aria-describedby={id}
          className={classes.source}
          value={text}
          readOnly={!mayDraw}
          spellCheck={false}
          onChange={event => setText(event.currentTarget.value)}
        />
        <section aria-labelledby={id}>
          <h2 id={id} aria-live="polite">
            {problems.length > 0 ? words.mend.problems(problems.length) : words.mend.sound}
          </h2>
          <ul>
            {problems.slice(0, mostShown).map(({ at, message, line }) => (
              <li key={`${at} ${message}`}>
                <strong>{words.mend.at(line, at)}</strong> {message}
              </li>
            ))}
          </ul>
          {save.error && (
            <p role="alert">
              {save.error.message === words.mend.moved ? words.mend.moved : sentenceOf(save.error)}
            </p>
          )}
          {mayDraw && (
            <div className={classes.actions}>
              <Button
                disabled={!definition}
                loading={save.isPending}
                onClick={() =>
                  save.mutate({ definition: definition as unknown as Json, layout: saved.layout })
                }
              >
                {words.mend.save}
              </Button>
              {published && (
                <Button
                  variant="default"
                  title={words.mend.publishedHint}
                  disabled={save.isPending}
                  onClick={() => void goBack()}
                >
                  {words.mend.published(published.version)}
                </Button>
              )}
              <CopyButton value={text}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? words.conflict.copied : words.mend.copy}
                  </Button>
                )}
              </CopyButton>
            </div>
          )}
        </section>
      </div>
    </div>
  )
}
