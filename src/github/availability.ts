/** Who is away, as GitHub shows it: asked apart and last, since no pull request may be lost for it. */
import type { Api } from './client/api.ts';
import { failureOf } from './client/classify.ts';
import { GitHubFailure } from './client/failure.ts';
import { Batcher } from './graphql/batcher.ts';
import { availabilityField } from './graphql/query.ts';
import { availabilitySchema } from './graphql/schema.ts';

export interface Availability {
  /** Logins in small letters. */
  readonly busy: ReadonlySet<string>;
  /** Of how many that is not known: they count as there. */
  readonly unknown: number;
  readonly failure: GitHubFailure | undefined;
}

/** Asks by login, many in one request. */
export async function fetchAvailability(
  api: Api,
  logins: readonly string[],
  options: ConstructorParameters<typeof Batcher>[1],
): Promise<Availability> {
  const busy = new Set<string>();
  const failures: GitHubFailure[] = [];
  const batcher = new Batcher(api.bestEffort(), options);
  const asked = logins.map(async (login) => {
    const query = { field: availabilityField, variables: () => ({ login }), weight: 1 };
    try {
      const { value, errors } = await batcher.ask(query, availabilitySchema);
      if (value.status?.indicatesLimitedAvailability) busy.add(login.toLowerCase());
      const failure = value.status ? undefined : failureOf(errors);
      if (failure) failures.push(failure);
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      // An account that GitHub does not know as a person set no status.
      if (error.kind !== 'not-found') failures.push(error);
    }
  });
  await Promise.all(asked);
  return { busy, unknown: failures.length, failure: failures[0] };
}
