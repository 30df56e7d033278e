# SPDX-License-Identifier: Apache-2.0
# The adapters; skipped without what they are written in.
dist_check_SCRIPTS += \
	tests/adapters/psdk.test \
	tests/adapters/python.test

EXTRA_DIST += \
	tests/adapters/psdk/fake/FakeServer.java \
	tests/adapters/psdk/messages.awk \
	tests/adapters/psdk/messages.txt \
	tests/adapters/psdk/stubs/AsyncInvoker.java \
	tests/adapters/psdk/stubs/ChannelClosedEvent.java \
	tests/adapters/psdk/stubs/ChannelErrorEvent.java \
	tests/adapters/psdk/stubs/ChannelListener.java \
	tests/adapters/psdk/stubs/Endpoint.java \
	tests/adapters/psdk/stubs/InteractionServerProtocol.java \
	tests/adapters/psdk/stubs/KeyValueCollection.java \
	tests/adapters/psdk/stubs/KeyValuePair.java \
	tests/adapters/psdk/stubs/Message.java \
	tests/adapters/psdk/stubs/MessageHandler.java \
	tests/adapters/psdk/stubs/ProtocolException.java \
	tests/adapters/psdk/stubs/SingleThreadInvoker.java \
	tests/adapters/psdk/stubs/StubMessage.java
