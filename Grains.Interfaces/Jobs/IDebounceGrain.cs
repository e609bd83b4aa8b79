namespace OrleansJobs.Jobs;

/// <summary>
/// The submits of one debounce key: the grain whose id <see cref="JobId.OfDebounce"/> tells. Which job takes them is in the table of
/// jobs; of two activations at once none makes a second one.
/// </summary>
[Alias("IDebounceGrain")]
public interface IDebounceGrain : IGrainWithGuidKey
{
    /// <summary>
    /// Makes a job, or lets the one that waits become this. Answers once that is durable. Not to be repeated when there was no answer: the
    /// first call, coming late, would undo a submit that followed the second.
    /// </summary>
    [Alias("Submit")]
    Task<SubmitResult> Submit(JobSpec spec);
}
