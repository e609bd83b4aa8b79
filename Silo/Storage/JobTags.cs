namespace OrleansJobs.Silo.Storage;

/// <summary>The tags of jobs, as rows, by which jobs are found.</summary>
internal static class JobTags
{
    /// <summary>Job $1 has tag $2.</summary>
    public const string Insert = "INSERT INTO job_tags (job, tag) VALUES ($1, $2) ON CONFLICT (job, tag) DO NOTHING";

    /// <summary>Job $1 has no tags.</summary>
    public const string Clear = "DELETE FROM job_tags WHERE job = $1";
}
