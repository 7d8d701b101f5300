// The keyboard on the board. One card is where the Tab key comes to; arrows lead from card to card.

/** The card that a key leads to from another one; null: none, or no such key. */
export function nextCard(from: HTMLElement, key: string): HTMLElement | null {
  const column = from.closest<HTMLElement>('[data-column]')
  const columns = [...(column?.parentElement?.querySelectorAll<HTMLElement>('[data-column]') ?? [])]
  const filled = columns.filter(one => cardsIn(one).length > 0)
  const cards = column ? cardsIn(column) : []
  const at = cards.indexOf(from)
  const beside = (step: number) => {
    const next = column && filled[filled.indexOf(column) + step]
    const there = next ? cardsIn(next) : []
    return there[Math.min(at, there.length - 1)] ?? null
  }
  switch (key) {
    case 'ArrowDown':
      return cards[at + 1] ?? null
    case 'ArrowUp':
      return cards[at - 1] ?? null
    case 'Home':
      return cards[0] ?? null
    case 'End':
      return cards.at(-1) ?? null
    case 'ArrowRight':
      return beside(1)
    case 'ArrowLeft':
      return beside(-1)
    default:
      return null
  }
}

export const linkOf = (card: Element | null | undefined) => card?.querySelector<HTMLElement>('a') ?? null

const cardsIn = (column: HTMLElement) => [...column.querySelectorAll<HTMLElement>('[data-card]')]
