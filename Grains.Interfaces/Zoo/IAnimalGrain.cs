using OrleansJobs.Jobs;

namespace OrleansJobs.Zoo;

/// <summary>An animal of the zoo, by its name. Starts queries about itself and keeps what they saw.</summary>
[Alias("IAnimalGrain")]
public interface IAnimalGrain : IGrainWithStringKey
{
    /// <summary>Sends a keeper to look: a job of kind "zoo.query". Null if the zoo has no such animal.</summary>
    /// <param name="traceParent">The caller's W3C trace context, if any.</param>
    [Alias("StartQuery")]
    Task<SubmitResult?> StartQuery(string? traceParent);

    /// <summary>What the keeper knows of the animal. Null if the zoo has no such animal.</summary>
    [Alias("GetStatus"), Repeatable]
    Task<AnimalStatus?> GetStatus();

    /// <summary>Tells the animal what a query saw. Telling it twice changes nothing.</summary>
    [Alias("Seen")]
    Task Seen(Guid queryId, string sentence, DateTimeOffset at);
}
