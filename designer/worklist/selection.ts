// Which cases are chosen, and from where a range of them is drawn.

export type Selection = { chosen: ReadonlySet<string>; anchor: string | null }

export const nothingChosen: Selection = { chosen: new Set(), anchor: null }

/** Chooses one, or no longer. With `range`, all from the one before to this one become as this one does. */
export function choose(
  { chosen, anchor }: Selection,
  id: string,
  order: readonly string[],
  range: boolean,
): Selection {
  const next = new Set(chosen)
  const isOn = !chosen.has(id)
  for (const each of range && anchor !== null ? between(order, anchor, id) : [id])
    if (isOn) next.add(each)
    else next.delete(each)
  return { chosen: next, anchor: id }
}

/** All that are shown, or none when they all are already. */
export function chooseAll({ chosen, anchor }: Selection, order: readonly string[]): Selection {
  const isAll = order.every(id => chosen.has(id))
  return isAll ? nothingChosen : { chosen: new Set([...chosen, ...order]), anchor }
}

function between(order: readonly string[], one: string, other: string): readonly string[] {
  const [a, b] = [order.indexOf(one), order.indexOf(other)]
  if (a < 0 || b < 0) return [other]
  return order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
