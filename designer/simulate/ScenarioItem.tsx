import { Button, VisuallyHidden } from '@mantine/core'
import type { Definition } from '../../engine/definition.ts'
import type { ScenarioResult } from '../../engine/run-scenario.ts'
import type { Scenario, ScenarioStep } from '../../engine/scenario.ts'
import { CheckSign, CrossSign } from '../ui/signs.tsx'
import classes from './Simulate.module.css'
import { words } from './texts.ts'
import { eventTitle, listOf, timeOf } from './words-of.ts'

type Props = {
  scenario: Scenario
  definition: Definition
  result: ScenarioResult | undefined
  onRun(): void
  onOpen(step: number): void
  onEdit(): void
  onRemove(): void
}

/** One scenario: its steps, each of which can be opened, and where it is not as it says. */
export function ScenarioItem({ scenario, definition, result, onRun, onOpen, onEdit, onRemove }: Props) {
  const { scenario: title, description, given, steps } = scenario
  const outcome = result === undefined ? 'none' : result.passed ? 'passed' : 'failed'
  return (
    <li className={classes.scenario} data-outcome={outcome}>
      <p className={classes.outcome}>
        {outcome === 'passed' && <CheckSign />}
        {outcome === 'failed' && <CrossSign />}
        <strong>{title}</strong>
        <small>{outcome === 'none' ? words.notRun : words[outcome]}</small>
      </p>
      {result && result.problems.length > 0 && <Problems problems={result.problems} />}
      {result && !result.passed && (
        <ol className={classes.differing}>
          {result.steps.map(({ problems }, n) =>
            problems.length === 0 ? null : (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step stays in its place
              <li key={n} value={n + 1}>
                <button type="button" onClick={() => onOpen(n)}>
                  {stepWords(definition, steps[n]!)}
                </button>
                <Problems problems={problems} />
              </li>
            ),
          )}
        </ol>
      )}
      <details>
        <summary>
          <VisuallyHidden>{words.steps(title)}: </VisuallyHidden>
          {description ?? (given === undefined ? words.stepCount(steps.length) : words.goesOn(given))}
        </summary>
        {description !== undefined && given !== undefined && <p>{words.goesOn(given)}</p>}
        <ol className={classes.stepList}>
          <li value={0}>
            <button type="button" aria-label={words.openAt(words.beginning)} onClick={() => onOpen(-1)}>
              {words.beginning}
            </button>
          </li>
          {steps.map((step, n) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step stays in its place
            <li key={n} value={n + 1}>
              <button
                type="button"
                aria-label={words.openAt(stepWords(definition, step))}
                onClick={() => onOpen(n)}
              >
                {stepWords(definition, step)}
                {'refused' in step && step.refused !== undefined && <em> {words.isRefused}</em>}
                {step.then !== undefined && <small> → {listOf(step.then)}</small>}
              </button>
            </li>
          ))}
        </ol>
        <div className={classes.tools}>
          <Button variant="default" size="compact-sm" onClick={onRun}>
            {words.run}
          </Button>
          <Button variant="default" size="compact-sm" aria-label={words.editOf(title)} onClick={onEdit}>
            {words.edit}
          </Button>
          <Button variant="default" size="compact-sm" aria-label={words.removeOf(title)} onClick={onRemove}>
            {words.remove}
          </Button>
        </div>
      </details>
    </li>
  )
}

function Problems({ problems }: { problems: string[] }) {
  return (
    <ul className={classes.problems}>
      {problems.map(problem => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  )
}

function stepWords(definition: Definition, step: ScenarioStep): string {
  if ('wait' in step) return words.stepWait(timeOf(step.wait))
  return words.stepSend(eventTitle(definition, step.send), step.as)
}
