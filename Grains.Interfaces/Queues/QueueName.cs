namespace OrleansJobs.Queues;

/// <summary>What the name of a queue may be made of.</summary>
public static class QueueName
{
    // The highest limit that can be configured for the names of new jobs' queues.
    private const int Longest = 1_000;

    /// <summary>Whether there can be a queue with this name. It is a segment of paths, in which "." and ".." mean something else.</summary>
    public static bool IsPossible(string name) =>
        name.Length is > 0 and <= Longest && name is not ("." or "..") && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
