namespace OrleansJobs.Silo.Storage;

/// <inheritdoc/>
internal sealed class SqlWork<T>(Func<Session, CountDeltas, T> run) : SqlWork
{
    // Those who wait go on elsewhere: the writer's thread must not run their code.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Answer => _answer.Task;

    public override void Run(Session session, CountDeltas counts) => _result = run(session, counts);

    public override void Acknowledge() => _answer.TrySetResult(_result!);

    public override void Fail(Exception error) => _answer.TrySetException(error);
}
