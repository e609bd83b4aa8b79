using System.Text.Json.Serialization;
using OrleansJobs.Access;
using OrleansJobs.Batches;
using OrleansJobs.Datasets;
using OrleansJobs.Grains.Jobs.Actions;
using OrleansJobs.Queues;
using OrleansJobs.Rates;
using OrleansJobs.Schedules;
using OrleansJobs.Traffic;
using OrleansJobs.WebFrontend.Access;
using OrleansJobs.WebFrontend.Admin;
using OrleansJobs.WebFrontend.Audit;
using OrleansJobs.WebFrontend.Batches;
using OrleansJobs.WebFrontend.Datasets;
using OrleansJobs.WebFrontend.Jobs;
using OrleansJobs.WebFrontend.Movies;
using OrleansJobs.WebFrontend.NumberedJobs;
using OrleansJobs.WebFrontend.Numbers;
using OrleansJobs.WebFrontend.Queues;
using OrleansJobs.WebFrontend.Schedules;
using OrleansJobs.WebFrontend.Service;
using OrleansJobs.WebFrontend.Traffic;
using OrleansJobs.WebFrontend.Workers;
using OrleansJobs.Zoo;

namespace OrleansJobs.WebFrontend.Replies;

/// <summary>
/// Generated writers of every type that is answered, and the shapes of those that are read, for the OpenAPI document.
/// Members without a value are left out.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(Iso8601DurationConverter), typeof(JsonTextConverter),
        typeof(CamelCaseConverter<JobState>), typeof(CamelCaseConverter<AttemptOutcome>),
        typeof(CamelCaseConverter<DatasetSource>), typeof(CamelCaseConverter<MisfirePolicy>), typeof(CamelCaseConverter<OverlapPolicy>),
        typeof(CamelCaseConverter<ScheduleDeclaration>),
        typeof(CamelCaseConverter<DebounceKeep>), typeof(CamelCaseConverter<ParentFailure>), typeof(CamelCaseConverter<BatchState>), typeof(KebabCaseConverter<ReasonCode>),
        typeof(KebabCaseConverter<BreakerState>), typeof(KebabCaseConverter<QueueHolder>),
    ])]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobList))]
[JsonSerializable(typeof(JobLog))]
[JsonSerializable(typeof(StepList))]
[JsonSerializable(typeof(DeliveryList))]
[JsonSerializable(typeof(JobStatus))]
[JsonSerializable(typeof(JobExplanation))]
[JsonSerializable(typeof(KindDescription))]
[JsonSerializable(typeof(KindList))]
[JsonSerializable(typeof(BulkReply))]
[JsonSerializable(typeof(SignalRequest))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(BatchList))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(MoreJobsBody))]
[JsonSerializable(typeof(ImmutableArray<BulkJob>))]
[JsonSerializable(typeof(JobSpec))]
[JsonSerializable(typeof(Reason))]
[JsonSerializable(typeof(RetryRequest))]
[JsonSerializable(typeof(JobActionRequest))]
[JsonSerializable(typeof(JobActionInput))]
[JsonSerializable(typeof(JobCount))]
[JsonSerializable(typeof(PatchRequest))]
[JsonSerializable(typeof(QueueBody))]
[JsonSerializable(typeof(QueueView))]
[JsonSerializable(typeof(QueueList))]
[JsonSerializable(typeof(LaneList))]
[JsonSerializable(typeof(KindBody))]
[JsonSerializable(typeof(LeaseBody))]
[JsonSerializable(typeof(LeaseList))]
[JsonSerializable(typeof(WorkerList))]
[JsonSerializable(typeof(HeartbeatBody))]
[JsonSerializable(typeof(HeartbeatReply))]
[JsonSerializable(typeof(StepBody))]
[JsonSerializable(typeof(JobStep))]
[JsonSerializable(typeof(CompleteBody))]
[JsonSerializable(typeof(FailBody))]
[JsonSerializable(typeof(ReleaseBody))]
[JsonSerializable(typeof(ScheduleBody))]
[JsonSerializable(typeof(ScheduleView))]
[JsonSerializable(typeof(ScheduleList))]
[JsonSerializable(typeof(JobRates))]
[JsonSerializable(typeof(SchedulePreview))]
[JsonSerializable(typeof(BackfillRequest))]
[JsonSerializable(typeof(BackfillReply))]
[JsonSerializable(typeof(JobCounts))]
[JsonSerializable(typeof(SiloList))]
[JsonSerializable(typeof(DrainRequest))]
[JsonSerializable(typeof(DrainStatus))]
[JsonSerializable(typeof(GrainList))]
[JsonSerializable(typeof(ApiKey))]
[JsonSerializable(typeof(ApiKeyBody))]
[JsonSerializable(typeof(ApiKeyList))]
[JsonSerializable(typeof(NewApiKey))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(IssuedToken))]
[JsonSerializable(typeof(AuditList))]
[JsonSerializable(typeof(AnimalStatus))]
[JsonSerializable(typeof(MovieView))]
[JsonSerializable(typeof(MovieList))]
[JsonSerializable(typeof(MovieBody))]
[JsonSerializable(typeof(MoviePatchBody))]
[JsonSerializable(typeof(CompatibleMovie))]
[JsonSerializable(typeof(CompatibleMovies))]
[JsonSerializable(typeof(CompatibleMessage))]
[JsonSerializable(typeof(AccessToken))]
[JsonSerializable(typeof(TotalReply))]
[JsonSerializable(typeof(UrlCountList))]
[JsonSerializable(typeof(TopPaths))]
[JsonSerializable(typeof(TrafficRate))]
[JsonSerializable(typeof(DatasetReport))]
[JsonSerializable(typeof(DatasetList))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(StatisticRequest))]
[JsonSerializable(typeof(ImmutableArray<string>))]
[JsonSerializable(typeof(Json))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(NumberedAnswer))]
[JsonSerializable(typeof(ServiceStatus))]
[JsonSerializable(typeof(ProblemDocument))]
[JsonSerializable(typeof(ProblemExplanation))]
internal sealed partial class ApiJson : JsonSerializerContext;
