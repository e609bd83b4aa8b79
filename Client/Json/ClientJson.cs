using System.Text.Json.Nodes;

namespace OrleansJobs.Client.Json;

/// <summary>Generated readers and writers of all that is sent and answered. Members that are null are left out; members that are not known are passed over.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(DurationConverter), typeof(WordConverter<JobState>), typeof(WordConverter<AttemptOutcome>), typeof(WordConverter<DebounceKeep>),
        typeof(WordConverter<ParentFailure>), typeof(WordConverter<BatchState>), typeof(WordConverter<BreakerState>), typeof(WordConverter<QueueHolder>),
        typeof(WordConverter<MisfirePolicy>), typeof(WordConverter<OverlapPolicy>), typeof(WordConverter<ScheduleDeclaration>),
        typeof(WordConverter<JobAction>),
    ])]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobSpec))]
[JsonSerializable(typeof(JobPatch))]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobCounts))]
[JsonSerializable(typeof(JobRates))]
[JsonSerializable(typeof(JobExplanation))]
[JsonSerializable(typeof(JobProgress))]
[JsonSerializable(typeof(JobLogLine))]
[JsonSerializable(typeof(LogPage))]
[JsonSerializable(typeof(StepPage))]
[JsonSerializable(typeof(DeliveryList))]
[JsonSerializable(typeof(SubmitReply))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(RetryBody))]
[JsonSerializable(typeof(SignalBody))]
[JsonSerializable(typeof(ActionBody))]
[JsonSerializable(typeof(JobMatches))]
[JsonSerializable(typeof(JobQueue))]
[JsonSerializable(typeof(QueueSettings))]
[JsonSerializable(typeof(QueuePage))]
[JsonSerializable(typeof(LanePage))]
[JsonSerializable(typeof(WorkerList))]
[JsonSerializable(typeof(Schedule))]
[JsonSerializable(typeof(ScheduleSpec))]
[JsonSerializable(typeof(SchedulePage))]
[JsonSerializable(typeof(PreviewReply))]
[JsonSerializable(typeof(BackfillBody))]
[JsonSerializable(typeof(BackfillReply))]
[JsonSerializable(typeof(Batch))]
[JsonSerializable(typeof(BatchSpec))]
[JsonSerializable(typeof(BatchPage))]
[JsonSerializable(typeof(MoreJobsBody))]
[JsonSerializable(typeof(Kind))]
[JsonSerializable(typeof(KindSpec))]
[JsonSerializable(typeof(KindList))]
[JsonSerializable(typeof(ApiKeySpec))]
[JsonSerializable(typeof(NewApiKey))]
[JsonSerializable(typeof(ApiKeyList))]
[JsonSerializable(typeof(LeaseRequest))]
[JsonSerializable(typeof(LeaseReply))]
[JsonSerializable(typeof(HeartbeatBody))]
[JsonSerializable(typeof(HeartbeatReply))]
[JsonSerializable(typeof(StepBody))]
[JsonSerializable(typeof(JobStep))]
[JsonSerializable(typeof(CompleteBody))]
[JsonSerializable(typeof(FailBody))]
[JsonSerializable(typeof(ReleaseBody))]
internal sealed partial class ClientJson : JsonSerializerContext;
