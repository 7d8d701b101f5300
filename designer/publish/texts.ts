// The words of publishing.

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const words = {
  title: 'Publish a new version',
  note: 'What changes, in a sentence',
  noteHint: 'Shown in the list of versions, and to auditors years from now',
  noteMissing: 'Say in a sentence what changes and why.',
  noteLeft: (left: number) => (left < 0 ? `${-left} characters too many` : `${left} characters left`),
  changes: (version: number) => `What changes from version ${version}`,
  first: 'This is the first version: cases can begin on it.',
  seeDrawing: 'See it on the drawing',
  nothing: 'Nothing has changed since the newest version; publishing makes no new one.',
  problems: 'Problems',
  blocked: 'Errors have to be mended first.',
  warned: (count: number) => `${plural(count, 'warning', 'warnings')} will be published with it.`,
  error: '✕ Error',
  warning: '! Warning',
  scenarios: 'Scenarios',
  runningScenarios: 'The scenarios are being run …',
  scenariosDiffer: (failed: number, all: number) =>
    `${failed} of ${plural(all, 'scenario does', 'scenarios do')} not go as they say. You can publish all the same.`,
  scenariosPass: (all: number) => `${plural(all, 'scenario goes as it says', 'scenarios go as they say')}.`,
  scenariosLeft: (count: number) =>
    `${plural(count, 'takes', 'take')} longer and can be run in the Simulate tab.`,
  seeScenarios: 'See which',
  cases: 'Open cases',
  noCases: 'No case is open.',
  stay: (count: number) =>
    count === 1
      ? '1 open case stays on the version it runs on:'
      : `${count.toLocaleString()} open cases stay on the version they run on:`,
  onVersion: (version: number, count: number) => `${plural(count, 'case', 'cases')} on version ${version}`,
  olderVersions: (count: number) => `${plural(count, 'case', 'cases')} on older versions`,
  running: (version: number) => `New ones begin on version ${version}.`,
  done: (version: number) => `Version ${version} is published.`,
  doneCases: (count: number) =>
    count === 0
      ? 'New cases begin on it from now on.'
      : `New cases begin on it from now on; ${plural(count, 'open case stays', 'open cases stay')} on earlier versions.`,
  doneSame: (version: number) => `This is what version ${version} says already; no new version was needed.`,
  seeVersions: 'See the versions',
  close: 'Close',
  overtaken: (who: string, version: number) =>
    `${who} has published version ${version} meanwhile. Nothing of yours was published. Below is what you would change now, from version ${version}.`,
  notApplied: 'The JSON has changes that are not applied. They will not be published.',
  seeJson: 'See the JSON',
  theirNote: (note: string) => `Their note: “${note}”`,
  retry: 'Try again',
  now: 'Publish',
}
