namespace OrleansJobs.WebFrontend.Problems;

/// <summary>Every type of error that this service answers. Slugs are part of the contract: they never change.</summary>
internal static class ProblemTypes
{
    private static readonly Dictionary<string, Problem> All = new(StringComparer.Ordinal);

    public static readonly Problem MalformedRequest = Type("malformed-request", 400, "Malformed request",
        "The request does not keep to HTTP, or its body is not in the Content-Encoding that it names.");
    public static readonly Problem MalformedJson = Type("malformed-json", 400, "The body is not JSON",
        "The body must be one JSON value in UTF-8, nested at most 64 levels deep. The detail says where reading stopped.");
    public static readonly Problem InvalidQuery = Type("invalid-query", 400, "Invalid query parameters",
        "A parameter of the query string is not known, given twice, or has a value that is not allowed; see errors.");
    public static readonly Problem InvalidEventId = Type("invalid-event-id", 400, "Invalid Last-Event-ID",
        "The header Last-Event-ID is given twice, or is not the id of an event of such a stream. Without it the stream begins anew.");
    public static readonly Problem HostNotAllowed = Type("host-not-allowed", 400, "Host not allowed",
        "Without configured credentials the service answers only requests to localhost, 127.0.0.0/8 or [::1].");
    public static readonly Problem NotLocal = Type("not-local", 403, "Not from this machine",
        "Without credentials, or a policy of the application that the service is a part of, only programs on its machine may use it.");
    public static readonly Problem CrossSite = Type("cross-site", 403, "Cross-site request refused",
        "Without configured credentials no web page of another site may use the service.");
    public static readonly Problem ScopeMissing = Type("scope-missing", 403, "Not allowed",
        "The caller does not have the scope that this route demands.");
    public static readonly Problem NotForTenants = Type("not-for-tenants", 403, "Not for one tenant's callers",
        "The caller's credentials are confined to a tenant, and this route is about the whole service.");
    public static readonly Problem KeyNotFound = Type("key-not-found", 404, "No such API key",
        "There is no API key with this id: it never was, or it was revoked. GET /admin/keys lists them.");
    public static readonly Problem NoTokens = Type("no-tokens", 404, "No tokens are given out",
        "Tokens are signed by a key that is made of the setting Access:AdminKey, which is not set.");
    public static readonly Problem TooManyKeys = Type("too-many-keys", 409, "Too many API keys",
        "There are as many API keys as the setting Access:Keys allows.");
    public static readonly Problem NotFound = Type("not-found", 404, "Not found",
        "There is nothing at this path. /openapi/v1.json lists what there is.");
    public static readonly Problem JobNotFound = Type("job-not-found", 404, "No such job",
        "There is no job with this id; retention may have removed it.");
    public static readonly Problem KindNotFound = Type("kind-not-found", 404, "No such kind",
        "This kind of job is not registered. GET /kinds lists those that are.");
    public static readonly Problem AnimalNotFound = Type("animal-not-found", 404, "No such animal",
        "The zoo has no animal of this name; names match exactly. GET /animals lists them.");
    public static readonly Problem QueryNotFound = Type("query-not-found", 404, "No such query",
        "There is no query of an animal with this id.");
    public static readonly Problem QueueNotFound = Type("queue-not-found", 404, "No such queue",
        "No job has named this queue, nothing was set of it, and the configuration does not name it; names match exactly.");
    public static readonly Problem ScheduleNotFound = Type("schedule-not-found", 404, "No such schedule",
        "There is no schedule of this name; names match exactly. GET /schedules lists them.");
    public static readonly Problem BatchNotFound = Type("batch-not-found", 404, "No such batch",
        "There is no batch with this id. GET /batches lists them.");
    public static readonly Problem DatasetNotFound = Type("dataset-not-found", 404, "No such dataset",
        "There is no dataset of this name; names match exactly. GET /datasets lists them.");
    public static readonly Problem StatisticNotFound = Type("statistic-not-found", 404, "No such statistic",
        "There is no statistic of this name; /openapi/v1.json lists those that there are.");
    public static readonly Problem NoData = Type("no-data", 404, "No data",
        "The dataset has no values for this question and location.");
    public static readonly Problem MethodNotAllowed = Type("method-not-allowed", 405, "Method not allowed",
        "The path exists, but not for this method; the Allow header lists the methods.");
    public static readonly Problem RequestTimeout = Type("request-timeout", 408, "The request came too slowly",
        "The body did not arrive in time.");
    public static readonly Problem JobHasEnded = Type("job-has-ended", 409, "The job has ended",
        "Only a job that has not ended can be cancelled or changed.");
    public static readonly Problem JobHasNotEnded = Type("job-has-not-ended", 409, "The job has not ended",
        "Only a job that has ended can run again, be replayed or be deleted.");
    public static readonly Problem JobIsRunning = Type("job-is-running", 409, "The job is running",
        "The queue of a running job, and its time to run, are settled; its priority, tags and timeout can be changed.");
    public static readonly Problem StaleToken = Type("stale-token", 409, "The lease is over",
        "The token is not that of the job's current attempt: its lease ran out, it has ended, or the job was cancelled, moved on or deleted. Nothing was recorded; the worker should stop this work.");
    public static readonly Problem KindRunsHere = Type("kind-runs-here", 409, "The service runs this kind",
        "The service's own program has a handler for this kind of job; only kinds that workers run can be registered, replaced or removed.");
    public static readonly Problem BatchClosed = Type("batch-closed", 409, "The batch takes no more jobs",
        "The batch is sealed or was cancelled, or has as many jobs as the setting Limits:BatchJobs allowed when it was made.");
    public static readonly Problem BatchCompleted = Type("batch-completed", 409, "The batch is completed",
        "All jobs of the batch have ended already; there is nothing to cancel.");
    public static readonly Problem NoResult = Type("no-result", 409, "Ended without a result",
        "The job failed or was cancelled, so there will be no result unless it is run again.");
    public static readonly Problem DatasetFromFile = Type("dataset-from-file", 409, "The dataset is a file",
        "The default dataset is read from the file that the setting Datasets:Path names, at each start; an upload cannot replace it.");
    public static readonly Problem TooManyDatasets = Type("too-many-datasets", 409, "Too many datasets",
        "There are as many datasets as the setting Datasets:Count allows.");
    public static readonly Problem ResultExpired = Type("result-expired", 410, "The result is no longer kept",
        "The job succeeded, but retention has dropped its result.");
    public static readonly Problem InputExpired = Type("input-expired", 410, "The input is no longer kept",
        "Retention has dropped the ended job's input; it can run again, or be replayed, only with a new one.");
    public static readonly Problem OtherVersion = Type("other-version", 412, "The job has changed",
        "The job's version is none of those in the header If-Match. Read the job again and decide anew.");
    public static readonly Problem BodyTooLarge = Type("body-too-large", 413, "The body is too large",
        "The body, decompressed, is larger than the setting Limits:RequestBody allows, or that of a batch than Limits:BatchBody, of a dataset than Datasets:Upload.");
    public static readonly Problem UriTooLong = Type("uri-too-long", 414, "The path is too long",
        "A path below /api is counted only if it has at most as many bytes, decoded, as the setting Traffic:PathLength allows.");
    public static readonly Problem UnsupportedMediaType = Type("unsupported-media-type", 415, "Unsupported media type",
        "The body must be sent with Content-Type: application/json; that of a batch may also be application/x-ndjson, that of a dataset is text/csv. "
        + "It may have Content-Encoding: gzip or br.");
    public static readonly Problem InvalidRequest = Type("invalid-request", 422, "The request is not valid",
        "The body is JSON, but a field is unknown, missing, or has a value that is not allowed; see errors.");
    public static readonly Problem SumOverflow = Type("sum-overflow", 422, "The sum does not fit in 64 bits",
        "The exact sum of the numbers is less than -2^63 or more than 2^63 - 1. There is no wrong number instead.");
    public static readonly Problem InvalidCsv = Type("invalid-csv", 422, "The CSV cannot be used",
        "The body is not a table of CSV with the columns that a dataset needs; the detail says where. Nothing was changed.");
    public static readonly Problem IdempotencyKeyReused = Type("idempotency-key-reused", 422, "Idempotency key reused",
        "The Idempotency-Key was used before with another request. Nothing was changed; use a new key for a new job.");
    public static readonly Problem NotAuthenticated = Type("not-authenticated", 401, "Not authenticated",
        "The request needs credentials that count: Authorization: Bearer and an API key, or a token that has not expired.");
    public static readonly Problem InvalidToken = Type("invalid-token", 422, "The token is not valid",
        "The header Authorization has another form than Bearer and a token, or the token is not one that this service gave out.");
    public static readonly Problem MovieNotFound = Type("movie-not-found", 404, "No such movie",
        "There is no movie of this title; titles match exactly.");
    public static readonly Problem MovieExists = Type("movie-exists", 409, "The movie exists already",
        "There is a movie of this title. PUT replaces it, PATCH changes it.");
    public static readonly Problem MovieChanged = Type("movie-changed", 412, "The movie has changed",
        "The condition in If-Match or If-None-Match does not hold. Read the movie again and decide anew.");
    public static readonly Problem TooManyRequests = Type("too-many-requests", 429, "Too many requests",
        "This caller, or this address, asks more often than the service allows. Repeat the request after the time in Retry-After.");
    public static readonly Problem QueueFull = Type("queue-full", 429, "The queue is full",
        "As many jobs wait in the queue as its maxDepth allows. Nothing was stored; repeat the request after the time in Retry-After.", retryAfter: 1);
    public static readonly Problem InternalError = Type("internal-error", 500, "Internal error",
        "A fault of the service. The traceId finds it in the service's log.");
    public static readonly Problem Sealed = Type("sealed", 500, "Encrypted with a key that is missing",
        "An input or result is stored encrypted, and the setting Storage:Encryption:Keys has not the key that the detail names. It can be read when the key is there.");
    public static readonly Problem SourceFailed = Type("source-failed", 502, "The numbers source failed",
        "The numbers source could not be reached, or did not answer a JSON array of whole numbers in time; the detail says which.");
    public static readonly Problem TooManySums = Type("too-many-sums", 503, "Too many sums are waiting",
        "As many sums are under way and waiting as the settings allow. Repeat the request after the time in Retry-After.", retryAfter: 1);
    public static readonly Problem Unavailable = Type("unavailable", 503, "Temporarily unavailable",
        "The service did not get an answer from its store or silo in time. Whether a change was made is not known, unless detail says so; a "
        + "submit with Idempotency-Key and a read can safely be repeated after the time in Retry-After.", retryAfter: 1);
    public static readonly Problem StoreBusy = Type("store-busy", 503, "The store is overloaded",
        "The store is slow, and jobs that were submitted before still wait to be stored. Nothing was stored; repeat the request after the time in Retry-After.", retryAfter: 2);
    public static readonly Problem TooManyBodies = Type("too-many-bodies", 503, "Too much is being sent",
        "The bodies under way take as much memory as the setting Limits:BodiesInFlight allows. Nothing was changed; repeat the request after the time in Retry-After.", retryAfter: 1);
    public static readonly Problem TooManyUploads = Type("too-many-uploads", 503, "Too many uploads",
        "As many uploads are under way as the setting Datasets:Uploads allows. Repeat the request after the time in Retry-After.", retryAfter: 5);
    public static readonly Problem TooManyWatchers = Type("too-many-watchers", 503, "Too many streams of events",
        "As many streams are open as the setting Live:Watchers allows. Repeat the request after the time in Retry-After.", retryAfter: 5);
    public static readonly Problem Draining = Type("draining", 503, "Shutting down",
        "The service is being stopped or drained, and takes no new work. Repeat the request after the time in Retry-After.", retryAfter: 5);
    public static readonly Problem NotReady = Type("not-ready", 503, "Not ready",
        "The service runs but cannot do its work now; errors names what is missing.", retryAfter: 1);

    /// <summary>The type with this slug, or null.</summary>
    public static Problem? Find(string? slug) => slug is null ? null : All.GetValueOrDefault(slug);

    /// <summary>The type for a status that the framework set without saying more.</summary>
    public static Problem ForStatus(int status) => status switch
    {
        401 => NotAuthenticated,
        403 => ScopeMissing,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => BodyTooLarge,
        414 => UriTooLong,
        415 => UnsupportedMediaType,
        429 => TooManyRequests,
        503 => Unavailable,
        < 500 => MalformedRequest,
        _ => InternalError,
    };

    private static Problem Type(string slug, int status, string title, string explanation, int? retryAfter = null)
    {
        var type = new Problem(slug, status, title, explanation) { RetryAfter = retryAfter };
        All.Add(slug, type);
        return type;
    }
}
