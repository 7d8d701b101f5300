// What can be done about a case from its row, and what the row says of it afterwards.

import type { Priority } from '../../engine/case.ts'
import type { CaseView, WorkItem } from '../answers.ts'
import { api, queries, queryClient } from '../queries.ts'
import { formatList } from '../ui/format.ts'
import { sentenceOf } from '../ui/Message.tsx'
import { hasFields } from '../work/has-fields.ts'
import { newId } from '../work/new-id.ts'
import { placesOf } from '../work/places.ts'
import { refusalSentence } from '../work/refusal-sentence.ts'
import { endsCase } from './ends-case.ts'
import { words } from './texts.ts'
import type { WorkList } from './use-work-list.ts'

/** An event that is to be filled in or said yes to first. */
export type Asked = { item: WorkItem; type: string; title: string; ends: boolean }

export function useActs({ tell, forget, refresh, outcomes }: WorkList, ask: (asked: Asked) => void) {
  const definitionOf = async ({ process, version }: WorkItem | CaseView) =>
    (await queryClient.ensureQueryData(queries.version(process, version))).definition

  async function sent(item: WorkItem, title: string, after: CaseView): Promise<void> {
    queryClient.setQueryData(queries.case(after.id).queryKey, after)
    void queryClient.invalidateQueries({ queryKey: ['cases'] })
    void queryClient.invalidateQueries({ queryKey: ['work', 'counts'] })
    const { titleOf } = placesOf(await definitionOf(after))
    const where = formatList(after.activeStates.map(titleOf))
    const text = after.status === 'closed' ? words.act.ended(title) : words.act.done(title, where)
    tell(item.id, { kind: 'done', text })
  }

  /** Does something, and says in the row what became of it. */
  async function trying(item: WorkItem, attempt: () => Promise<void>): Promise<void> {
    if (outcomes.get(item.id)?.kind === 'sending') return
    tell(item.id, { kind: 'sending', text: words.act.sending })
    try {
      await attempt()
    } catch (error) {
      tell(item.id, { kind: 'failed', text: sentenceOf(error as Error) })
      void refresh([item.id])
    }
  }

  /** The next action: at once, or asked about first when there is something to fill in or the case ends with it. */
  async function act(item: WorkItem): Promise<void> {
    if (!item.next) return
    const { type, title } = item.next
    const definition = await definitionOf(item).catch(() => null)
    const ends = definition !== null && endsCase(definition, item.activeStates, type)
    // A form may have no fields: then there is nothing to ask.
    const form = definition === null ? item.next.form : hasFields(definition.events?.[type]?.schema ?? null)
    if (form || ends) return ask({ item, type, title, ends })
    await trying(item, async () => {
      const answer = await api.sendEvent(item.id, { type, data: {}, seq: item.seq, id: newId() })
      if (answer.kind === 'sent') return sent(item, title, answer.case)
      const why = answer.reason === 'stale' ? words.act.stale : refusalSentence(answer)
      tell(item.id, { kind: 'failed', text: words.act.refused(title, why) })
      void refresh([item.id])
    })
  }

  const assign = (item: WorkItem, to: string | null, note: string, done: string) =>
    trying(item, async () => {
      await api.assign(item.id, { assignee: to, from: item.assignee, note, id: newId() })
      tell(item.id, { kind: 'done', text: done })
      void queryClient.invalidateQueries({ queryKey: queries.case(item.id).queryKey })
      void queryClient.invalidateQueries({ queryKey: ['work', 'counts'] })
    })

  return {
    act,
    sent,
    claim: (item: WorkItem) => assign(item, 'me', '', words.act.claimed),
    release: (item: WorkItem) => assign(item, null, '', words.act.released),
    give: (item: WorkItem, to: string, name: string, note: string) =>
      assign(item, to, note, words.act.given(name)),
    setPriority: (item: WorkItem, priority: Priority) =>
      trying(item, async () => {
        await api.setPriority(item.id, { priority, id: newId() })
        forget(item.id)
        await refresh([item.id])
      }),
  }
}

export type Acts = ReturnType<typeof useActs>
