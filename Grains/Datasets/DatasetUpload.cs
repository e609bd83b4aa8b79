using System.Collections.Immutable;
using System.IO.Pipelines;
using OrleansJobs.Grains.Datasets.Csv;
using OrleansJobs.Grains.Jobs;

namespace OrleansJobs.Grains.Datasets;

/// <summary>
/// An upload under way: what comes in is read at once, off the grain's scheduler, so that only what is not read yet and the table
/// made so far are in memory. One that pauses too long, because its caller has died, ends by itself.
/// </summary>
internal sealed class DatasetUpload : IDisposable
{
    // Bytes that may wait to be read; more make the sender wait.
    private const int Waiting = 1 << 20;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Waiting, resumeWriterThreshold: Waiting / 2, useSynchronizationContext: false));
    private readonly CancellationTokenSource _end;
    private readonly TimeSpan _pause;
    private readonly Task<CsvResult> _reading;

    /// <param name="executor">Where to read.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock for pauses.</param>
    /// <param name="ended">Called once, when reading has ended.</param>
    public DatasetUpload(IAttemptExecutor executor, DatasetOptions options, TimeProvider time, Action ended)
    {
        _pause = options.UploadPause;
        _end = new CancellationTokenSource(_pause, time);
        var token = _end.Token;
        _reading = executor.Run(() => Read(options, ended, token), cpuBound: false);
    }

    /// <summary>The number of the next piece.</summary>
    public int Next { get; private set; }

    /// <summary>Whether reading has ended before the upload has.</summary>
    public bool IsOver => _reading.IsCompleted;

    /// <summary>Takes the next piece; what is wrong so far, or null.</summary>
    /// <exception cref="OperationCanceledException">The upload has paused too long, or was given up.</exception>
    public async Task<CsvResult.Refused?> Append(ImmutableArray<byte> bytes)
    {
        Next++;
        _end.CancelAfter(_pause);
        // As a task, whose continuation comes back to the grain's scheduler; a pipe's own does not.
        var flushed = await _pipe.Writer.WriteAsync(bytes.AsMemory()).AsTask();
        return flushed.IsCompleted ? await _reading as CsvResult.Refused : null;
    }

    /// <summary>Reads what is left.</summary>
    /// <exception cref="OperationCanceledException">The upload has paused too long, or was given up.</exception>
    public async Task<CsvResult> Finish()
    {
        await _pipe.Writer.CompleteAsync();
        return await _reading;
    }

    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
        _pipe.Writer.Complete();
    }

    private async Task<CsvResult> Read(DatasetOptions options, Action ended, CancellationToken token)
    {
        try
        {
            return await CsvLoader.Load(_pipe.Reader.AsStream(), options, token);
        }
        finally
        {
            await _pipe.Reader.CompleteAsync();
            ended();
        }
    }
}
