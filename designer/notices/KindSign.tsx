import type { Notification } from '../answers.ts'
import { BackSign, BellSign, ClockSign, LateSign, MentionSign, PersonSign } from '../ui/signs.tsx'

const signs = {
  assigned: PersonSign,
  mentioned: MentionSign,
  'due-soon': ClockSign,
  overdue: LateSign,
  returned: BackSign,
  other: BellSign,
}

/** What a notification is about, as a sign. The word stands beside it. */
export function KindSign({ kind }: { kind: Notification['kind'] }) {
  const Sign = signs[kind]
  return <Sign />
}
