namespace OrleansJobs.WebFrontend.Requests;

/// <summary>A part of a request that was checked while it was read.</summary>
internal interface IChecked
{
    /// <summary>What is wrong with it; null if it may be used.</summary>
    Problem? Problem { get; }
}
