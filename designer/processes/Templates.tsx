import { Loader } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { TemplateSummary } from '../answers.ts'
import { api } from '../queries.ts'
import { texts } from '../texts.ts'
import { Department } from '../ui/Department.tsx'
import { sentenceOf } from '../ui/Message.tsx'
import classes from './Templates.module.css'
import { words } from './texts.ts'

type Props = { chosen: string | null; onChoose(template: TemplateSummary): void }

/** What a process can begin with: what each is for, and the departments that it leads through. */
export function Templates({ chosen, onChoose }: Props) {
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: api.templates,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (templates.error) return <p role="alert">{sentenceOf(templates.error)}</p>
  if (!templates.data) return <Loader aria-label={texts.loading} />
  return (
    <fieldset className={classes.templates}>
      <legend>{words.templates}</legend>
      {templates.data.map(template => {
        const { id, name, description, stages, states } = template
        return (
          <label key={id} className={classes.template}>
            <input
              type="radio"
              name="template"
              value={id}
              checked={chosen === id}
              aria-describedby={`template-${id}`}
              onChange={() => onChoose(template)}
            />
            <strong>{name}</strong>
            <span id={`template-${id}`}>
              {description}
              <span className={classes.stages}>
                {stages.map(stage => (
                  <Department key={stage} stage={stage} />
                ))}
                <small>{words.templateHas(states)}</small>
              </span>
            </span>
          </label>
        )
      })}
    </fieldset>
  )
}
