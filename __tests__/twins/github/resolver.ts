import type { GraphQLResolveInfo } from 'graphql';
import type { Access } from './access.ts';
import type { Analysis } from './analysis.ts';
import type { Budget } from './budget.ts';
import type { Args } from './connection.ts';

/** What every resolver may look at. */
export interface Context {
  readonly access: Access;
  readonly budget: Budget;
  readonly analysis: Analysis;
}

export type Resolver<View> = (view: View, args: Args, context: Context, info: GraphQLResolveInfo) => unknown;

/** The modelled fields of one type of the schema. */
export type Fields<View> = Readonly<Record<string, Resolver<View>>>;
