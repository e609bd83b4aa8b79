using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Numbers;
using OrleansJobs.Queues;
using OrleansJobs.Silos;
using OrleansJobs.Zoo;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>Stands for the grains behind the HTTP side: answers what a test sets and keeps what it was asked.</summary>
internal sealed partial class FakeGrains
{
    public FakeGrains() => Factory = FakeGrainFactory.Over((_, key) => Find(key));

    /// <summary>Gives out these grains.</summary>
    public IGrainFactory Factory { get; }

    public List<(Guid Id, JobSpec Spec)> Submitted { get; } = [];

    public List<JobFilter> Listed { get; } = [];

    public List<TimeSpan> Waited { get; } = [];

    public Dictionary<Guid, Job> Jobs { get; } = [];

    public Func<Guid, JobSpec, SubmitResult> OnSubmit { get; set; } =
        (id, spec) => new SubmitResult.Accepted { Job = Samples.Job(id, spec) };

    /// <summary>Awaited before a submit is answered.</summary>
    public Func<Task> BeforeSubmit { get; set; } = () => Task.CompletedTask;

    /// <summary>Awaited before a job is read.</summary>
    public Func<Task> BeforeGet { get; set; } = () => Task.CompletedTask;

    public Func<Guid, string?, ChangeResult> OnCancel { get; set; } = (_, _) => new ChangeResult.NotFound();

    public Func<Guid, Json?, ChangeResult> OnRetry { get; set; } = (_, _) => new ChangeResult.NotFound();

    public Func<Guid, string, Json, ChangeResult> OnSignal { get; set; } = (_, _, _) => new ChangeResult.NotFound();

    public Func<Guid, JobPatch, ChangeResult> OnPatch { get; set; } = (_, _) => new ChangeResult.NotFound();

    public Func<Guid, ChangeResult> OnDelete { get; set; } = _ => new ChangeResult.NotFound();

    public Func<Guid, TimeSpan, Task<Job?>> OnWait { get; set; } = (_, _) => Task.FromResult<Job?>(null);

    public Func<JobFilter, JobPage> OnList { get; set; } = _ => new JobPage { Jobs = [] };

    public Func<JobFilter, JobCount> OnCount { get; set; } = _ => new JobCount { Count = 0 };

    public Func<JobLogFilter, JobLogPage?> OnGetLog { get; set; } = _ => null;

    public Func<string, string?, SubmitResult?> OnStartQuery { get; set; } = (_, _) => null;

    public Func<string, AnimalStatus?> OnAnimalStatus { get; set; } = _ => null;

    public Func<int?, CancellationToken, Task<TotalResult>> OnTotal { get; set; } = (_, _) => throw new NotSupportedException();
    public List<Job> Numbered { get; } = [];

    public Func<Task<bool>> OnHasWorkNow { get; set; } = () => Task.FromResult(false);

    public ImmutableArray<KindDescription> Kinds { get; set; } = [];

    public ImmutableArray<SiloReport> Silos { get; set; } = [];

    public ImmutableArray<GrainReport> GrainReports { get; set; } = [];

    public Dictionary<Guid, JobExplanation> Explained { get; } = [];

    public Dictionary<string, QueueStatus> Queues { get; } = [];

    public Func<string?, int, QueuePage> OnListQueues { get; set; } = (_, _) => new QueuePage { Queues = [] };

    public Func<string, string?, int, bool?, LanePage?> OnListLanes { get; set; } = (_, _, _, _) => null;

    public Func<string?, string?, JobCounts> OnCountJobs { get; set; } = (_, _) => throw new NotSupportedException();

    public Func<string, QueueSettings, QueueResult> OnConfigure { get; set; } =
        (name, settings) => new QueueResult.Changed { Queue = QueueStatus.Of(name, settings, 1_000) };

    public Func<string, bool, QueueResult> OnSetPaused { get; set; } =
        (name, paused) => new QueueResult.Changed { Queue = QueueStatus.Of(name, new QueueSettings { Paused = paused }, 1_000) };

    public ImmutableArray<string> Animals { get; set; } = ["aardvarks", "tigers"];

    /// <summary>The grain with this key.</summary>
    public object Find(object key) => key switch
    {
        Guid id => new FakeJob(this, id),
        long => new FakeReader(this),
        string name when !string.IsNullOrWhiteSpace(name) => new FakeNamed(this, name),
        // As Orleans does.
        string => throw new ArgumentException("The key is white space.", nameof(key)),
        _ => throw new NotSupportedException(),
    };

    private sealed partial class FakeJob(FakeGrains grains, Guid id) : IJobGrain, IDebounceGrain
    {
        public async Task<SubmitResult> Submit(JobSpec spec)
        {
            lock (grains.Submitted) grains.Submitted.Add((id, spec));
            await grains.BeforeSubmit();
            return grains.OnSubmit(id, spec);
        }

        public Task<SubmitResult?> Debounce(JobSpec spec) => throw new NotSupportedException();

        public Task<ChangeResult> Cancel(string? reason) => Task.FromResult(grains.OnCancel(id, reason));

        public Task<ChangeResult> Retry(Json? input) => Task.FromResult(grains.OnRetry(id, input));

        public Task<ChangeResult> Patch(JobPatch patch) => Task.FromResult(grains.OnPatch(id, patch));

        public Task<ChangeResult> Signal(string name, Json value) => Task.FromResult(grains.OnSignal(id, name, value));

        public Task<ChangeResult> ChildrenEnded(Guid batch) => throw new NotSupportedException();

        public Task<ChangeResult> Delete() => Task.FromResult(grains.OnDelete(id));

        public Task<Job?> WaitForEnd(TimeSpan wait)
        {
            grains.Waited.Add(wait);
            return grains.OnWait(id, wait);
        }

        public Task<ReportResult> Report(AttemptReport report) => throw new NotSupportedException();

        public Task<ParentState> AddChild(Guid child) => throw new NotSupportedException();

        public Task ParentEnded(Guid parent, ParentState end) => throw new NotSupportedException();

        public Task Start(string queue, long epoch, long version) => throw new NotSupportedException();

        public Task Rescue(string queue, long epoch, long version) => throw new NotSupportedException();
    }

    private sealed partial class FakeReader(FakeGrains grains) : IJobQueryGrain, IKindsGrain, IQueueQueryGrain, ISilosGrain, IZooGrain, INumbersGrain
    {
        public Task<ImmutableArray<SiloReport>> GetSilos() => Task.FromResult(grains.Silos);

        public Task<ImmutableArray<GrainReport>> GetGrains() => Task.FromResult(grains.GrainReports);

        Task<QueuePage> IQueueQueryGrain.List(string? after, int limit) => Task.FromResult(grains.OnListQueues(after, limit));

        public Task<LanePage?> ListLanes(string name, string? after, int limit, bool? busy) => Task.FromResult(grains.OnListLanes(name, after, limit, busy));

        Task<JobCounts> IQueueQueryGrain.CountJobs(string? kind, string? queue) => Task.FromResult(grains.OnCountJobs(kind, queue));

        Task<QueueStatus?> IQueueQueryGrain.Get(string name) => Task.FromResult(grains.Queues.GetValueOrDefault(name));

        public async Task<Job?> Get(Guid id)
        {
            await grains.BeforeGet();
            return grains.Jobs.GetValueOrDefault(id);
        }

        public Task<JobExplanation?> Explain(Guid id) => Task.FromResult(grains.Explained.GetValueOrDefault(id));

        public Task<JobPage> List(JobFilter filter)
        {
            grains.Listed.Add(filter);
            return Task.FromResult(grains.OnList(filter));
        }

        public Task<JobCount> Count(JobFilter filter)
        {
            grains.Listed.Add(filter);
            return Task.FromResult(grains.OnCount(filter));
        }

        public Task<Job?> GetByNumber(long number) => Task.FromResult(grains.Numbered.SingleOrDefault(job => job.Number == number));

        public Task<ImmutableArray<NumberedJob>> ListNumbered(long after, int limit) =>
            Task.FromResult<ImmutableArray<NumberedJob>>([.. grains.Numbered.Where(job => job.Number > after).Take(Math.Min(limit, 10_000))
                .Select(job => new NumberedJob { Number = job.Number!.Value, State = job.State })]);

        public Task<long> CountUnfinishedNumbered() => Task.FromResult(grains.Numbered.LongCount(job => !job.HasEnded));

        Task<bool> IQueueQueryGrain.HasWorkNow() => grains.OnHasWorkNow();

        public Task<JobLogPage?> GetLog(JobLogFilter filter) => Task.FromResult(grains.OnGetLog(filter));

        Task<ImmutableArray<KindDescription>> IKindsGrain.List() => Task.FromResult(grains.Kinds);

        Task<KindDescription?> IKindsGrain.Get(string name) => Task.FromResult(grains.Kinds.FirstOrDefault(kind => kind.Name == name));

        public Task<TotalResult> Total(int? count, CancellationToken cancellationToken) => grains.OnTotal(count, cancellationToken);

        public Task<ImmutableArray<string>> GetAnimals() => Task.FromResult(grains.Animals);
    }

    private sealed partial class FakeNamed(FakeGrains grains, string name) : IAnimalGrain, IQueueGrain
    {
        public Task<QueueResult> Configure(QueueSettings settings) => Task.FromResult(grains.OnConfigure(name, settings));

        public Task<QueueResult> SetPaused(bool paused) => Task.FromResult(grains.OnSetPaused(name, paused));

        public Task<QueueResult> Hold(DateTimeOffset until) => Task.FromResult(grains.OnHold(name, until));

        public Task<QueueAnswer> Exchange(QueueNews news) => throw new NotSupportedException();

        public Task<QueueHold> Explain(QueueEntry entry) => throw new NotSupportedException();

        public Task Ping() => throw new NotSupportedException();

        public Task<SubmitResult?> StartQuery(string? traceParent) => Task.FromResult(grains.OnStartQuery(name, traceParent));

        public Task<AnimalStatus?> GetStatus() => Task.FromResult(grains.OnAnimalStatus(name));

        public Task Seen(Guid queryId, string sentence, DateTimeOffset at) => throw new NotSupportedException();
    }
}
