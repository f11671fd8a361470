import Foundation
import Simulator
import Testing

@Suite struct `The wire protocol` {
  @Test func `names errors in the body and a header, with a request id that counts`() throws {
    let bench = try Bench.make()
    let answer = bench.send("DescribePools", ["PoolIds": ["pool-x"]])
    #expect(answer.status == 400)
    #expect(answer.headers["x-amzn-errortype"] == "ResourceNotFoundException")
    #expect(answer.requestID == "00000000-0000-4000-8000-000000000001")
    #expect(
      String(decoding: answer.body, as: UTF8.self) == """
        {"__type":"com.amazonaws.pinpointsmsvoicev2#ResourceNotFoundException",\
        "Message":"Resource not found - ResourceType=\\"pool\\" ResourceId=\\"pool-x\\"",\
        "ResourceType":"pool","ResourceId":"pool-x"}
        """
    )
  }

  @Test func `can leave the namespace out of the error type`() throws {
    let bench = try Bench.make(assume: ["error-type=bare"])
    let answer = bench.send("DescribePools", ["PoolIds": ["pool-x"]])
    let body = try #require(try JSONReader.value(from: answer.body).fields)
    #expect(body["__type"] == "ResourceNotFoundException")
  }

  @Test func `refuses operations that do not exist or that the simulator does not have`() throws {
    let bench = try Bench.make()
    #expect(try bench.refusal("MakeCoffee") == "UnknownOperationException")
    #expect(try bench.refusal("SendTextMessage") == "UnknownOperationException")
  }

  @Test func `refuses regions without the service`() throws {
    let bench = try Bench.make()
    bench.region = "cn-north-1"
    #expect(try bench.refusal("DescribePools") == "InvalidSignatureException")
  }

  @Test func `keeps regions apart and knows their partitions`() throws {
    let bench = try Bench.make()
    try bench.call("CreateOptOutList", ["OptOutListName": "otp"])
    bench.region = "us-gov-west-1"
    let lists = try bench.rows("DescribeOptOutLists", "OptOutLists")
    #expect(
      lists.map { $0["OptOutListArn"] } == [
        "arn:aws-us-gov:sms-voice:us-gov-west-1:123456789012:opt-out-list/Default"
      ]
    )
  }

  @Test func `refuses a body that is not a JSON object`() throws {
    let bench = try Bench.make()
    for body in ["[]", "{", "\u{FF}"] {
      let request = ReceivedRequest(
        headers: [
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": "PinpointSMSVoiceV2.DescribePools", "test-region": "eu-west-1",
        ],
        body: Data(body.utf8)
      )
      let answer = bench.send(request)
      #expect(answer.outcome == "SerializationException")
    }
  }
}
