// Commands as queries and mutations. Keys start with the topic, which is the command's domain.
import {
  keepPreviousData,
  QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
} from "@tanstack/react-query";
import { type ApiError, toApiError } from "./errors";
import { signedOut, useSession } from "./session";
import { call, type ReadName, type RequestOf, type ResponseOf, type WriteName } from "./transport";

export const topicOf = (name: string) => name.slice(0, name.indexOf("."));

export const queryKey = (name: string, organization: string | null, request: unknown) =>
  [topicOf(name), organization, name, request] as const;

interface ReadOptions {
  enabled?: boolean;
  /** Another organization than this window's; null asks for none. */
  organization?: string | null;
  /** Other topics whose changes make this answer stale, beside the command's own domain. */
  topics?: string[];
  /** Keep showing the last answer while another request of the same command loads. */
  keepPrevious?: boolean;
}

/** A read command's answer, kept until a change of its topics; nothing polls. */
export function useRead<K extends ReadName>(
  name: K,
  request: RequestOf<K>,
  options: ReadOptions = {},
): UseQueryResult<ResponseOf<K>, ApiError> {
  const current = useSession().organization;
  const { enabled = true, topics = [], keepPrevious = false, organization = current } = options;
  return useQuery<ResponseOf<K>, ApiError>({
    queryKey: queryKey(name, organization, request),
    queryFn: ({ signal }) => call(name, request, { organization, signal }),
    enabled,
    meta: { topics },
    ...(keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
  });
}

/** A write or job command. The core's change message refreshes what shows it. */
export function useWrite<K extends WriteName>(
  name: K,
): UseMutationResult<ResponseOf<K>, ApiError, RequestOf<K>> {
  return useMutation<ResponseOf<K>, ApiError, RequestOf<K>>({
    mutationFn: async (request) => {
      try {
        return await call(name, request);
      } catch (thrown) {
        throw toApiError(thrown);
      }
    },
  });
}

const ended = (error: unknown) => {
  if (toApiError(error).code === "signed_out") signedOut();
};

/** The core answers from its own disk: no retries, no refetch on focus, stale only by change. */
export function makeClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
  client.getQueryCache().config.onError = ended;
  client.getMutationCache().config.onError = ended;
  return client;
}
