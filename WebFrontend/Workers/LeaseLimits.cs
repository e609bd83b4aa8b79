namespace OrleansJobs.WebFrontend.Workers;

/// <summary>Holds what a worker asks for against the settings.</summary>
internal static class LeaseLimits
{
    /// <summary>What is more, or less, than the settings allow.</summary>
    public static IReadOnlyList<FieldError> FaultsOf(LeaseBody asked, WorkerOptions limits)
    {
        var faults = new List<FieldError>();
        Check("kinds", asked.Kinds.Length, 1, limits.Kinds, "must be {0} to {1} kinds");
        Check("labels", asked.Labels?.Length ?? 0, 0, limits.Labels, "must be at most {1} labels");
        Check("max", asked.Max, 1, limits.MaxJobs, "must be from {0} to {1}");
        CheckSpan("wait", asked.Wait, TimeSpan.Zero, limits.MaxWait);
        CheckSpan("leaseFor", asked.LeaseFor, limits.ShortestLease, limits.LongestLease);
        return faults;

        void Check(string field, int value, int least, int most, string rule)
        {
            if (value < least || value > most) Add(field, string.Format(CultureInfo.InvariantCulture, rule, least, most));
        }

        void CheckSpan(string field, TimeSpan? value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) Add(field, $"must be from {Iso8601Duration.Format(least)} to {Iso8601Duration.Format(most)}");
        }

        void Add(string field, string message) => faults.Add(new FieldError { Field = field, Message = message });
    }
}
