using System.Collections.Immutable;
using OrleansJobs.Jobs;
using OrleansJobs.Zoo;

namespace OrleansJobs.Tests.WebFrontend.Fakes;

/// <summary>Stands for the grains behind the HTTP side: answers what a test sets and keeps what it was asked.</summary>
internal sealed class FakeGrains
{
    public FakeGrains() => Factory = FakeGrainFactory.Over(Find);

    /// <summary>Gives out these grains.</summary>
    public IGrainFactory Factory { get; }

    public List<(Guid Id, JobSpec Spec)> Submitted { get; } = [];

    public List<JobFilter> Listed { get; } = [];

    public List<TimeSpan> Waited { get; } = [];

    public Dictionary<Guid, Job> Jobs { get; } = [];

    public Func<Guid, JobSpec, SubmitResult> OnSubmit { get; set; } =
        (id, spec) => new SubmitResult.Accepted { Job = Samples.Job(id, spec) };

    public Func<Guid, string?, ChangeResult> OnCancel { get; set; } = (_, _) => new ChangeResult.NotFound();

    public Func<Guid, Json?, ChangeResult> OnRetry { get; set; } = (_, _) => new ChangeResult.NotFound();

    public Func<Guid, TimeSpan, Task<Job?>> OnWait { get; set; } = (_, _) => Task.FromResult<Job?>(null);

    public Func<JobFilter, JobPage> OnList { get; set; } = _ => new JobPage { Jobs = [] };

    public Func<string, string?, SubmitResult?> OnStartQuery { get; set; } = (_, _) => null;

    public Func<string, AnimalStatus?> OnAnimalStatus { get; set; } = _ => null;

    public ImmutableArray<string> Animals { get; set; } = ["aardvarks", "tigers"];

    private object Find(object key) => key switch
    {
        Guid id => new FakeJob(this, id),
        long => new FakeReader(this),
        string name => new FakeAnimal(this, name),
        _ => throw new NotSupportedException(),
    };

    private sealed class FakeJob(FakeGrains grains, Guid id) : IJobGrain
    {
        public Task<SubmitResult> Submit(JobSpec spec)
        {
            grains.Submitted.Add((id, spec));
            return Task.FromResult(grains.OnSubmit(id, spec));
        }

        public Task<ChangeResult> Cancel(string? reason) => Task.FromResult(grains.OnCancel(id, reason));

        public Task<ChangeResult> Retry(Json? input) => Task.FromResult(grains.OnRetry(id, input));

        public Task<Job?> WaitForEnd(TimeSpan wait)
        {
            grains.Waited.Add(wait);
            return grains.OnWait(id, wait);
        }

        public Task<ReportResult> Report(AttemptReport report) => throw new NotSupportedException();

        public Task Start(long epoch) => throw new NotSupportedException();

        public Task Rescue(long epoch) => throw new NotSupportedException();
    }

    private sealed class FakeReader(FakeGrains grains) : IJobQueryGrain, IZooGrain
    {
        public Task<Job?> Get(Guid id) => Task.FromResult(grains.Jobs.GetValueOrDefault(id));

        public Task<JobPage> List(JobFilter filter)
        {
            grains.Listed.Add(filter);
            return Task.FromResult(grains.OnList(filter));
        }

        public Task<ImmutableArray<string>> GetAnimals() => Task.FromResult(grains.Animals);
    }

    private sealed class FakeAnimal(FakeGrains grains, string name) : IAnimalGrain
    {
        public Task<SubmitResult?> StartQuery(string? traceParent) => Task.FromResult(grains.OnStartQuery(name, traceParent));

        public Task<AnimalStatus?> GetStatus() => Task.FromResult(grains.OnAnimalStatus(name));

        public Task Seen(Guid queryId, string sentence, DateTimeOffset at) => throw new NotSupportedException();
    }
}
