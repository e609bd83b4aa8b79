using OrleansJobs.Workers;

namespace OrleansJobs.Grains.Queues;

/// <summary>One worker's request for jobs, while it waits.</summary>
internal sealed class LeaseTicket(LeaseRequest request, DateTimeOffset askedAt)
{
    private readonly TaskCompletionSource _hasOffers = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeaseRequest Request => request;

    public DateTimeOffset AskedAt => askedAt;

    /// <summary>Its place among all that wait: the first has the lowest.</summary>
    public long Number { get; set; }

    /// <summary>What it gets.</summary>
    public List<LeaseOffer> Offers { get; } = [];

    /// <summary>Jobs that it may yet be promised.</summary>
    public int Left { get; set; } = request.Max;

    /// <summary>Jobs that it is promised, and has not been offered yet: their permits are being stored.</summary>
    public int Promised { get; set; }

    /// <summary>Whether it is answered: it gets no more.</summary>
    public bool IsOver { get; set; }

    /// <summary>Completes when it has offers.</summary>
    public Task HasOffers => _hasOffers.Task;

    /// <summary>It may be answered: nothing more comes for it now.</summary>
    public void Offered() => _hasOffers.TrySetResult();
}
