using System.Collections.Concurrent;

namespace OrleansJobs.Silo.Execution;

/// <summary>
/// Runs work that computes on a fixed number of threads of its own, so that it can neither take the thread pool's, on which
/// the web server and the grains run, nor more cores than there are.
/// </summary>
internal sealed class CpuScheduler : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _work = [];
    private readonly int _threads;
    private readonly string _name;
    private int _started;

    /// <param name="threads">How many.</param>
    /// <param name="name">What they are called in a debugger.</param>
    public CpuScheduler(int threads, string name) => (_threads, _name) = (threads, name);

    public override int MaximumConcurrencyLevel => _threads;

    public void Dispose() => _work.CompleteAdding();

    protected override void QueueTask(Task task)
    {
        _work.Add(task);
        if (Volatile.Read(ref _started) == 0) Start();
    }

    // What a thread of ours continues, it may continue at once; other threads may not run our work.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _work;

    /// <summary>The threads start with the first work: most services never have any.</summary>
    private void Start()
    {
        if (Interlocked.Exchange(ref _started, 1) == 1) return;
        for (var i = 0; i < _threads; i++)
            new Thread(RunAll) { IsBackground = true, Name = $"{_name}-{i}" }.Start();
    }

    private void RunAll()
    {
        foreach (var task in _work.GetConsumingEnumerable()) TryExecuteTask(task);
    }
}
